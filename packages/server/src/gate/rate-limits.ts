import { RateLimiterMemory, type RateLimiterRes } from 'rate-limiter-flexible';

const WINDOW_SECONDS = 60;
const ADDRESS_LIMIT = 600;
const KEY_LIMIT = 6_000;

/** How one caller stands in the current window. */
export interface LimitReading {
  readonly name: 'address' | 'key';
  readonly limit: number;
  readonly exceeded: boolean;
  readonly remaining: number;
  readonly resetSeconds: number;
}

/** Requests a minute per client address and per key, on this node. */
export class RateLimits {
  readonly #windows: RateLimiterMemory | null;

  /** @param enabled false (RATE_LIMITS=off) counts nothing and refuses nothing */
  constructor(enabled: boolean) {
    // The library only counts; the limit differs from key to key and is compared here.
    this.#windows = enabled
      ? new RateLimiterMemory({ points: Number.MAX_SAFE_INTEGER, duration: WINDOW_SECONDS })
      : null;
  }

  /** @param bucket the address, IPv6 by /64 */
  takeAddress(bucket: string): Promise<LimitReading> | null {
    return this.#take('address', bucket, ADDRESS_LIMIT);
  }

  /** How the address stands, without counting: `exceeded` where a call more would be one too many. */
  peekAddress(bucket: string): Promise<LimitReading> | null {
    if (this.#windows === null) return null;
    return this.#windows.get(`address:${bucket}`).then((state: RateLimiterRes | null) => {
      const next = (state?.consumedPoints ?? 0) + 1;
      return readingOf('address', ADDRESS_LIMIT, next, state?.msBeforeNext ?? 0);
    });
  }

  takeKey(keyId: string, limit: number | null): Promise<LimitReading> | null {
    return this.#take('key', keyId, limit ?? KEY_LIMIT);
  }

  #take(name: LimitReading['name'], id: string, limit: number): Promise<LimitReading> | null {
    if (this.#windows === null) return null;
    return this.#windows
      .consume(`${name}:${id}`)
      .then((state: RateLimiterRes) => readingOf(name, limit, state.consumedPoints, state.msBeforeNext));
  }
}

function readingOf(
  name: LimitReading['name'],
  limit: number,
  calls: number,
  msBeforeNext: number,
): LimitReading {
  return {
    name,
    limit,
    exceeded: calls > limit,
    remaining: Math.max(0, limit - calls),
    resetSeconds: Math.max(1, Math.ceil(msBeforeNext / 1000)),
  };
}

/** Retry-After and the fields of draft-ietf-httpapi-ratelimit-headers. */
export function limitHeaders(reading: LimitReading): Record<string, string> {
  return {
    'retry-after': String(reading.resetSeconds),
    ratelimit: `"${reading.name}";r=${reading.remaining};t=${reading.resetSeconds}`,
    'ratelimit-policy': `"${reading.name}";q=${reading.limit};w=${WINDOW_SECONDS}`,
  };
}
