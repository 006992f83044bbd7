import type { RouteClass } from '../http/counting-mark.ts';
import type { UsageSpan } from '../store/schema.ts';
import type { CellNumbers } from './cell-numbers.ts';
import { OTHER_ORIGINS } from './counted-call.ts';

/** Origins that are told apart before they are written; which of them an hour keeps apart is judged where all of it is known. */
const MOST_ORIGINS_A_BATCH = 1_000;
const FEW = 8;

/** An hour or, while a key is retiring, a minute. */
export interface CountedSpan {
  readonly span: UsageSpan;
  /** When it begins, epoch ms. */
  readonly at: number;
  readonly endsAt: number;
}

/** Calls of one key in one span from one origin, to one class of routes, with one outcome. */
export interface CountedCell {
  readonly during: CountedSpan;
  readonly origin: string;
  readonly outcome: string;
  readonly route: RouteClass;
  /** Where its numbers are. */
  readonly place: number;
}

/** What a call counts in, but for its numbers. */
export type CellKind = Omit<CountedCell, 'place'>;

/**
 * What was counted of one key, of allowed or of refused calls. Beyond the cap origins are counted together: an
 * attacker's random ones must not fill the memory.
 */
export class CountedCells {
  readonly #numbers: CellNumbers;
  #all: CountedCell[] = [];
  // Made when there are too many to be found by looking through: most keys are used from one origin or two.
  #byName: Map<string, CountedCell> | null = null;
  #origins: Set<string> | null = null;

  constructor(numbers: CellNumbers) {
    this.#numbers = numbers;
  }

  get all(): readonly CountedCell[] {
    return this.#all;
  }

  /** The cell that a call counts in. */
  get(kind: CellKind): CountedCell {
    const known = this.#find(kind);
    if (known !== undefined) return known;
    if (!isNamed(kind.origin) || this.#hasRoomFor(kind.origin)) return this.#insert(kind);
    const other = { ...kind, origin: OTHER_ORIGINS };
    return this.#find(other) ?? this.#insert(other);
  }

  #hasRoomFor(origin: string): boolean {
    // A few cells are of a few origins.
    if (this.#origins === null) return true;
    if (this.#origins.size < MOST_ORIGINS_A_BATCH) this.#origins.add(origin);
    return this.#origins.has(origin);
  }

  #find(kind: CellKind): CountedCell | undefined {
    if (this.#byName !== null) return this.#byName.get(nameOf(kind));
    const { during, origin, outcome, route } = kind;
    for (const cell of this.#all) {
      const isSame = cell.origin === origin && cell.outcome === outcome && cell.route === route;
      if (isSame && cell.during.at === during.at && cell.during.span === during.span) return cell;
    }
    return undefined;
  }

  #insert({ during, origin, outcome, route }: CellKind): CountedCell {
    const cell = { during, origin, outcome, route, place: this.#numbers.add() };
    // An array that grows takes room for sixteen more, and there may be very many keys with one cell each.
    if (this.#all.length === 0) this.#all = [cell];
    else this.#all.push(cell);
    if (this.#byName !== null) this.#byName.set(nameOf(cell), cell);
    else if (this.#all.length > FEW) {
      this.#byName = new Map(this.#all.map((each) => [nameOf(each), each]));
      this.#origins = new Set(this.#all.map((each) => each.origin).filter(isNamed));
    }
    return cell;
  }
}

/** `none`, `invalid` and `other` are no origins and take no room from them. */
export function isNamed(origin: string): boolean {
  return origin.includes('://');
}

function nameOf({ during, origin, outcome, route }: CellKind): string {
  return `${during.span} ${during.at} ${origin} ${outcome} ${route}`;
}
