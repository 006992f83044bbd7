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
  readonly #byRoute = new Map<RouteClass, Map<string, Cell>>();

  constructor(name: OriginName) {
    this.name = name;
  }

  add(outcome: string, route: RouteClass, atMs: number): void {
    const cell = this.#byRoute.get(route)?.get(outcome) ?? this.#newCell(outcome, route);
    cell.requests += 1;
    if (atMs > cell.lastSeenAtMs) cell.lastSeenAtMs = atMs;
  }

  /** What was counted since the last time. */
  drain(): Readonly<Cell>[] {
    const drained: Cell[] = [];
    for (const byOutcome of this.#byRoute.values()) {
      for (const cell of byOutcome.values()) {
        if (cell.requests === 0) continue;
        drained.push({ ...cell });
        cell.requests = 0;
      }
    }
    return drained;
  }

  #newCell(outcome: string, route: RouteClass): Cell {
    const cell = { outcome, route, requests: 0, lastSeenAtMs: 0 };
    const byOutcome = this.#byRoute.get(route);
    if (byOutcome === undefined) this.#byRoute.set(route, new Map([[outcome, cell]]));
    else byOutcome.set(outcome, cell);
    return cell;
  }
}
