import pg from 'pg';
import { successiveChanges } from '../gate-changes.ts';
import { type BarrierReading, type GateChange, StoreUnavailable } from '../store.ts';
import { connectionOptions, isPooled } from './connection-options.ts';
import { FixedQuery, FixedStatement, type Settle, type TextRow } from './fixed-query.ts';
import { postgresError } from './postgres-errors.ts';

/** A barrier that does not answer by then is treated as a store that is down: the gate fails closed. */
const BARRIER_TIMEOUT_MS = 2_000;

/**
 * One statement, so one snapshot. No row comes back from a server in recovery: a demoted primary, or a replica
 * behind a load balancer, must not vouch for what is current.
 */
const BARRIER_SQL = `
select h.version as version, floor(extract(epoch from clock_timestamp()) * 1000)::bigint as now_ms,
  (select c.at from gate_change c where c.version = $1) as since_at,
  case when h.version = $1 then null else (
    select json_agg(json_build_object('version', c.version, 'entries', c.entries, 'at', c.at) order by c.version)
    from gate_change c where c.version > $1) end as changes
from gate_head h where h.id = 1 and not pg_is_in_recovery()`;

const CLOCK_SQL = `
select floor(extract(epoch from clock_timestamp()) * 1000)::bigint as now_ms where not pg_is_in_recovery()`;

interface BarrierRow {
  readonly version: number;
  readonly nowMs: number;
  readonly sinceAt: number | null;
  readonly changes: readonly { version: number; entries: string; at: number }[];
}

function toBarrierRow([version, nowMs, sinceAt, changes]: TextRow): BarrierRow {
  return {
    version: Number(version),
    nowMs: Number(nowMs),
    sinceAt: sinceAt === null ? null : Number(sinceAt),
    changes: changes === null ? [] : (JSON.parse(changes as string) as BarrierRow['changes']),
  };
}

/** The connection reserved for the barrier: its reads never queue behind anything else. */
export class BarrierConnection {
  readonly #url: string;
  readonly #barrier: FixedStatement;
  readonly #clock: FixedStatement;
  /** What gives up each question that has no answer yet, and when it was asked, by `performance.now()`. */
  readonly #waiting = new Map<(error: Error) => void, number>();
  /** One for all of them: a timer for each would cost more than the rest of the question. */
  readonly #watch: NodeJS.Timeout;
  #line: Promise<Line> | null = null;
  #closed = false;
  /** The newest version that was read, and when it was made: what tells it from its namesake. */
  #newest: { readonly version: number; readonly at: number | null } | null = null;
  /** Behind a new connection may be another server, or a restored database: nothing is known to follow. */
  #broken = false;

  constructor(url: string) {
    this.#url = url;
    const isNamed = !isPooled(url);
    this.#barrier = new FixedStatement(isNamed ? 'barrier' : '', BARRIER_SQL);
    this.#clock = new FixedStatement(isNamed ? 'clock' : '', CLOCK_SQL);
    this.#watch = setInterval(() => this.#giveUpLate(), BARRIER_TIMEOUT_MS / 8).unref();
  }

  async read(sinceVersion: number, clockShiftMs: number): Promise<BarrierReading> {
    const row = toBarrierRow(await this.#ask(this.#barrier, [String(sinceVersion)]));
    const changes = this.#broken ? null : this.#changesSince(sinceVersion, row);
    this.#broken = false;
    this.#newest = { version: row.version, at: row.changes.at(-1)?.at ?? row.sinceAt };
    return { version: row.version, nowMs: row.nowMs + clockShiftMs, changes };
  }

  /** The database's clock, epoch ms. */
  async nowMs(): Promise<number> {
    const [nowMs] = await this.#ask(this.#clock, []);
    return Number(nowMs);
  }

  async close(): Promise<void> {
    this.#closed = true;
    clearInterval(this.#watch);
    const line = await this.#line?.catch(() => null);
    await line?.client.end();
  }

  #changesSince(sinceVersion: number, row: BarrierRow): GateChange[] | null {
    // After a fail-over that lost transactions the same number may stand for another change.
    const known = this.#newest?.version === sinceVersion ? this.#newest : null;
    if (known !== null && known.at !== row.sinceAt) return null;
    return successiveChanges(sinceVersion, row.version, row.changes);
  }

  async #ask(statement: FixedStatement, values: readonly string[]): Promise<TextRow> {
    let row: TextRow | undefined;
    try {
      [row] = await this.#query(statement, values);
    } catch (error) {
      throw postgresError(error);
    }
    if (row === undefined) throw new StoreUnavailable('PostgreSQL: this server is a replica');
    return row;
  }

  async #query(statement: FixedStatement, values: readonly string[]): Promise<readonly TextRow[]> {
    const connecting = this.#connecting();
    const line = await connecting;
    try {
      return await new Promise((resolve, reject) => {
        const settle = (error: Error | null, rows: readonly TextRow[]): void => {
          this.#waiting.delete(reject);
          if (error === null) resolve(rows);
          else reject(error);
        };
        this.#waiting.set(reject, performance.now());
        line.ask(statement, values, settle);
      });
    } catch (error) {
      // Whatever went wrong, above all no answer in time: the next read begins on a connection of its own.
      this.#forget(connecting);
      void line.client.end();
      throw error;
    }
  }

  #giveUpLate(): void {
    const latestMs = performance.now() - BARRIER_TIMEOUT_MS;
    for (const [reject, askedMs] of this.#waiting) {
      if (askedMs > latestMs) return;
      this.#waiting.delete(reject);
      reject(new Error('no answer in time'));
    }
  }

  #connecting(): Promise<Line> {
    if (this.#closed) return Promise.reject(new StoreUnavailable('the store is closed'));
    if (this.#line === null) {
      const connecting = this.#connect(() => this.#forget(connecting));
      this.#line = connecting;
    }
    return this.#line;
  }

  async #connect(forget: () => void): Promise<Line> {
    // Its statements are named or not by themselves, and have a time-out of their own.
    const client = new pg.Client({ ...connectionOptions(this.#url), query_timeout: 0 });
    // The next read connects anew; the reads under way fail by themselves.
    client.on('error', forget);
    client.on('end', forget);
    try {
      await client.connect();
    } catch (error) {
      forget();
      throw error;
    }
    return new Line(client);
  }

  /** A late farewell of an old connection must not cost us its successor. */
  #forget(connecting: Promise<Line>): void {
    if (this.#line !== connecting) return;
    this.#line = null;
    this.#broken = true;
  }
}

/** A connection that is asked one question after the other: pg takes no second one while it has no answer. */
class Line {
  readonly client: pg.Client;
  readonly #held: FixedQuery[] = [];
  #isBusy = false;

  constructor(client: pg.Client) {
    this.client = client;
  }

  ask(statement: FixedStatement, values: readonly string[], settle: Settle): void {
    const query = new FixedQuery(statement, values, (error, rows) => {
      settle(error, rows);
      const next = this.#held.shift();
      if (next === undefined) this.#isBusy = false;
      else this.client.query(next);
    });
    if (this.#isBusy) {
      this.#held.push(query);
    } else {
      this.#isBusy = true;
      this.client.query(query);
    }
  }
}
