import type { RouteClass } from './counted-call.ts';

interface Cell {
  readonly outcome: string;
  readonly route: RouteClass;
  requests: number;
  lastSeenAtMs: number;
}

/** Counts of one origin, by what it called and how that ended. */
export class OriginCells {
  readonly origin: string;
  /** One or two as a rule: a list is smaller than a map, and found through sooner. */
  readonly cells: Cell[] = [];

  constructor(origin: string) {
    this.origin = origin;
  }

  add(outcome: string, route: RouteClass, atMs: number): void {
    const cell = this.#find(outcome, route) ?? this.#newCell(outcome, route);
    cell.requests += 1;
    if (atMs > cell.lastSeenAtMs) cell.lastSeenAtMs = atMs;
  }

  #find(outcome: string, route: RouteClass): Cell | undefined {
    for (const cell of this.cells) if (cell.outcome === outcome && cell.route === route) return cell;
    return undefined;
  }

  #newCell(outcome: string, route: RouteClass): Cell {
    const cell = { outcome, route, requests: 0, lastSeenAtMs: 0 };
    this.cells.push(cell);
    return cell;
  }
}
