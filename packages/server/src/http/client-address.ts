import { type IpAddress, isPrivateAddress, parseIpAddress } from '@wicketgate/core';
import { LRUCache } from 'lru-cache';
import type { Logger } from '../platform/logger.ts';

const REMEMBERED_ADDRESSES = 4_096;

export interface ClientAddress {
  /** Whom the gate judges by IP rules; null when it cannot be told. */
  readonly address: IpAddress | null;
  /** Whom the per-address limit counts; null when counting would throttle everyone behind a proxy as one. */
  readonly limited: IpAddress | null;
}

interface Connection {
  readonly socket: { readonly remoteAddress?: string | undefined };
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
}

/**
 * Tells a request's client address.
 *
 * @param trustedHops proxies whose X-Forwarded-For is believed, counted from the right; 0 believes none
 */
export function createClientAddress(
  trustedHops: number,
  logger: Logger,
): (request: Connection) => ClientAddress {
  const parsed = new LRUCache<string, ClientAddress>({ max: REMEMBERED_ADDRESSES });
  let warned = false;
  return ({ socket, headers }) => {
    const peer = socket.remoteAddress ?? '';
    const forwarded = headers['x-forwarded-for'];
    if (trustedHops > 0) return parse(fromForwarded(forwarded, trustedHops) ?? peer);
    const client = parse(peer);
    if (forwarded === undefined || client.address === null || !isPrivateAddress(client.address))
      return client;
    if (!warned) {
      warned = true;
      logger.warn(
        'a proxy sends X-Forwarded-For but TRUST_PROXY is 0: the per-address limit is skipped and IP rules see the proxy; set TRUST_PROXY to the number of proxies',
      );
    }
    return { address: client.address, limited: null };
  };

  function parse(text: string): ClientAddress {
    const known = parsed.get(text);
    if (known !== undefined) return known;
    const result = parseIpAddress(text);
    const address = result.ok ? result.value : null;
    const value = { address, limited: address };
    parsed.set(text, value);
    return value;
  }
}

/** Each proxy appends its peer; what stands left of the trusted ones was written by the client. */
function fromForwarded(header: string | string[] | undefined, trustedHops: number): string | undefined {
  if (header === undefined) return undefined;
  const entries = String(header).split(',');
  return entries[Math.max(0, entries.length - trustedHops)]?.trim();
}
