import { MOST_ORIGINS_AN_HOUR, OTHER_ORIGINS } from './counted-call.ts';
import { OriginCells } from './origin-cells.ts';

const FEW = 8;

/**
 * The origins of one key, of allowed or of refused calls. Beyond the cap they are counted together: an attacker's random
 * origins must neither fill the memory nor crowd out real ones.
 */
export class CountedOrigins {
  readonly all: OriginCells[] = [];
  /** Made when there are too many to be found by looking through: most keys are used from one origin or two. */
  #byName: Map<string, OriginCells> | null = null;
  #named = 0;
  #last: OriginCells | null = null;

  get(origin: string): OriginCells {
    if (this.#last?.origin === origin) return this.#last;
    const cells = this.#find(origin) ?? this.#add(origin);
    this.#last = cells;
    return cells;
  }

  #find(origin: string): OriginCells | undefined {
    if (this.#byName !== null) return this.#byName.get(origin);
    for (const cells of this.all) if (cells.origin === origin) return cells;
    return undefined;
  }

  #add(origin: string): OriginCells {
    if (!isNamed(origin)) return this.#insert(origin);
    if (this.#named >= MOST_ORIGINS_AN_HOUR) return this.#find(OTHER_ORIGINS) ?? this.#insert(OTHER_ORIGINS);
    this.#named += 1;
    return this.#insert(origin);
  }

  #insert(origin: string): OriginCells {
    const cells = new OriginCells(origin);
    this.all.push(cells);
    if (this.#byName !== null) this.#byName.set(origin, cells);
    else if (this.all.length > FEW) this.#byName = new Map(this.all.map((each) => [each.origin, each]));
    return cells;
  }
}

/** `none`, `invalid` and `other` are no origins and take no room from them. */
export function isNamed(origin: string): boolean {
  return origin.includes('://');
}
