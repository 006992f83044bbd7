import { LATENCY_BOUNDS_MS, OTHER_ORIGINS, type RouteClass } from './counted-call.ts';

/** Origins that a batch names; which of them an hour keeps apart is judged where all of the hour is known. */
const MOST_ORIGINS_A_BATCH = 1_000;
const FEW = 8;

/** Calls from one origin, to one class of routes, with one outcome. */
export interface Cell {
  readonly origin: string;
  readonly outcome: string;
  readonly route: RouteClass;
  /** How many, by class of latency. */
  readonly classes: number[];
  lastSeenAtMs: number;
}

/**
 * What was counted of one key, of allowed or of refused calls. Beyond the cap origins are counted together: an
 * attacker's random ones must not fill the memory.
 */
export class CountedCells {
  #all: Cell[] = [];
  // Made when there are too many to be found by looking through: most keys are used from one origin or two.
  #byName: Map<string, Cell> | null = null;
  #origins: Set<string> | null = null;

  get all(): readonly Cell[] {
    return this.#all;
  }

  /** The cell that a call counts in. */
  get(origin: string, outcome: string, route: RouteClass): Cell {
    const known = this.#find(origin, outcome, route);
    if (known !== undefined) return known;
    if (!isNamed(origin) || this.#hasRoomFor(origin)) return this.#insert(origin, outcome, route);
    return this.#find(OTHER_ORIGINS, outcome, route) ?? this.#insert(OTHER_ORIGINS, outcome, route);
  }

  #hasRoomFor(origin: string): boolean {
    // A few cells are of a few origins.
    if (this.#origins === null) return true;
    if (this.#origins.size < MOST_ORIGINS_A_BATCH) this.#origins.add(origin);
    return this.#origins.has(origin);
  }

  #find(origin: string, outcome: string, route: RouteClass): Cell | undefined {
    if (this.#byName !== null) return this.#byName.get(nameOf(origin, outcome, route));
    for (const cell of this.#all) {
      if (cell.origin === origin && cell.outcome === outcome && cell.route === route) return cell;
    }
    return undefined;
  }

  #insert(origin: string, outcome: string, route: RouteClass): Cell {
    const classes = new Array<number>(LATENCY_BOUNDS_MS.length + 1).fill(0);
    const cell = { origin, outcome, route, classes, lastSeenAtMs: 0 };
    // An array that grows takes room for sixteen more, and there may be very many keys with one cell each.
    if (this.#all.length === 0) this.#all = [cell];
    else this.#all.push(cell);
    if (this.#byName !== null) this.#byName.set(nameOf(origin, outcome, route), cell);
    else if (this.#all.length > FEW) {
      this.#byName = new Map(this.#all.map((each) => [nameOf(each.origin, each.outcome, each.route), each]));
      this.#origins = new Set(this.#all.map((each) => each.origin).filter(isNamed));
    }
    return cell;
  }
}

/** `none`, `invalid` and `other` are no origins and take no room from them. */
export function isNamed(origin: string): boolean {
  return origin.includes('://');
}

function nameOf(origin: string, outcome: string, route: RouteClass): string {
  return `${origin} ${outcome} ${route}`;
}
