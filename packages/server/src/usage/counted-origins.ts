import { MOST_ORIGINS_AN_HOUR, OTHER_ORIGINS } from './counted-call.ts';
import { OriginCells } from './origin-cells.ts';

/**
 * The origins of one key, of allowed or of refused calls. Beyond the cap they are counted together: an attacker's random
 * origins must neither fill the memory nor crowd out real ones.
 */
export class CountedOrigins {
  readonly #cells = new Map<string, OriginCells>();
  #named = 0;
  #last: OriginCells | null = null;

  get(origin: string): OriginCells {
    // As a rule a key is used from one origin: comparing is cheaper than hashing.
    if (this.#last?.origin === origin) return this.#last;
    const cells = this.#cells.get(origin) ?? this.#add(origin);
    this.#last = cells;
    return cells;
  }

  values(): IterableIterator<OriginCells> {
    return this.#cells.values();
  }

  #add(origin: string): OriginCells {
    if (!isNamed(origin)) return this.#insert(origin);
    if (this.#named >= MOST_ORIGINS_AN_HOUR) {
      return this.#cells.get(OTHER_ORIGINS) ?? this.#insert(OTHER_ORIGINS);
    }
    this.#named += 1;
    return this.#insert(origin);
  }

  #insert(origin: string): OriginCells {
    const cells = new OriginCells(origin);
    this.#cells.set(origin, cells);
    return cells;
  }
}

/** `none`, `invalid` and `other` are no origins and take no room from them. */
export function isNamed(origin: string): boolean {
  return origin.includes('://');
}
