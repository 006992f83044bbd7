import type pg from 'pg';
import { successiveChanges } from '../gate-changes.ts';
import { type BarrierReading, type GateChange, StoreUnavailable } from '../store.ts';
import { clientClass, connectionOptions } from './connection-options.ts';
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
  readonly now_ms: number;
  readonly since_at: number | null;
  readonly changes: { version: number; entries: string; at: number }[] | null;
}

/** The connection reserved for the barrier: its reads never queue behind anything else. */
export class BarrierConnection {
  readonly #url: string;
  #client: Promise<pg.Client> | null = null;
  #closed = false;
  /** The newest version that was read, and when it was made: what tells it from its namesake. */
  #newest: { readonly version: number; readonly at: number | null } | null = null;
  /** Behind a new connection may be another server, or a restored database: nothing is known to follow. */
  #broken = false;

  constructor(url: string) {
    this.#url = url;
  }

  async read(sinceVersion: number, clockShiftMs: number): Promise<BarrierReading> {
    const row = await this.#ask<BarrierRow>('barrier', BARRIER_SQL, [sinceVersion]);
    const changes = this.#broken ? null : this.#changesSince(sinceVersion, row);
    this.#broken = false;
    this.#newest = { version: row.version, at: row.changes?.at(-1)?.at ?? row.since_at };
    return { version: row.version, nowMs: row.now_ms + clockShiftMs, changes };
  }

  /** The database's clock, epoch ms. */
  async nowMs(): Promise<number> {
    return (await this.#ask<{ now_ms: number }>('clock', CLOCK_SQL, [])).now_ms;
  }

  async close(): Promise<void> {
    this.#closed = true;
    const client = await this.#client?.catch(() => null);
    await client?.end();
  }

  #changesSince(sinceVersion: number, row: BarrierRow): GateChange[] | null {
    // After a fail-over that lost transactions the same number may stand for another change.
    const known = this.#newest?.version === sinceVersion ? this.#newest : null;
    if (known !== null && known.at !== row.since_at) return null;
    return successiveChanges(sinceVersion, row.version, row.changes ?? []);
  }

  async #ask<Row extends pg.QueryResultRow>(name: string, text: string, values: unknown[]): Promise<Row> {
    let rows: Row[];
    try {
      ({ rows } = await this.#query<Row>({ name, text, values }));
    } catch (error) {
      throw postgresError(error);
    }
    const row = rows[0];
    if (row === undefined) throw new StoreUnavailable('PostgreSQL: this server is a replica');
    return row;
  }

  async #query<Row extends pg.QueryResultRow>(config: pg.QueryConfig): Promise<pg.QueryResult<Row>> {
    const connecting = this.#connecting();
    const client = await connecting;
    try {
      return await client.query<Row>(config);
    } catch (error) {
      // Whatever went wrong, above all no answer in time: the next read begins on a connection of its own.
      this.#forget(connecting);
      void client.end();
      throw error;
    }
  }

  #connecting(): Promise<pg.Client> {
    if (this.#closed) return Promise.reject(new StoreUnavailable('the store is closed'));
    if (this.#client === null) {
      const connecting = this.#connect(() => this.#forget(connecting));
      this.#client = connecting;
    }
    return this.#client;
  }

  async #connect(forget: () => void): Promise<pg.Client> {
    const client = new (clientClass(this.#url))({
      ...connectionOptions(this.#url),
      query_timeout: BARRIER_TIMEOUT_MS,
    });
    // The next read connects anew; the reads under way fail by themselves.
    client.on('error', forget);
    client.on('end', forget);
    try {
      await client.connect();
    } catch (error) {
      forget();
      throw error;
    }
    return client;
  }

  /** A late farewell of an old connection must not cost us its successor. */
  #forget(connecting: Promise<pg.Client>): void {
    if (this.#client !== connecting) return;
    this.#client = null;
    this.#broken = true;
  }
}
