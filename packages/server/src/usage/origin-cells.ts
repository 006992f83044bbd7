import type { RouteClass } from './counted-call.ts';
import type { OriginName } from './usage-batch.ts';

interface Cell {
  readonly outcome: string;
  readonly route: RouteClass;
  requests: number;
  lastSeenAtMs: number;
}

/** Counts of one origin within an hour. Cells are emptied, not replaced, so that counting on allocates nothing. */
export class OriginCells {
  readonly name: OriginName;
  /** One or two as a rule: a list is smaller than a map, and found through sooner. */
  readonly #cells: Cell[] = [];

  constructor(name: OriginName) {
    this.name = name;
  }

  add(outcome: string, route: RouteClass, atMs: number): void {
    const cell = this.#find(outcome, route) ?? this.#newCell(outcome, route);
    cell.requests += 1;
    if (atMs > cell.lastSeenAtMs) cell.lastSeenAtMs = atMs;
  }

  /** What was counted since the last time. */
  drain(): Readonly<Cell>[] {
    const drained: Cell[] = [];
    for (const cell of this.#cells) {
      if (cell.requests === 0) continue;
      drained.push({ ...cell });
      cell.requests = 0;
    }
    return drained;
  }

  #find(outcome: string, route: RouteClass): Cell | undefined {
    for (const cell of this.#cells) if (cell.outcome === outcome && cell.route === route) return cell;
    return undefined;
  }

  #newCell(outcome: string, route: RouteClass): Cell {
    const cell = { outcome, route, requests: 0, lastSeenAtMs: 0 };
    this.#cells.push(cell);
    return cell;
  }
}
