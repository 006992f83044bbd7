import pg from 'pg';
import { successiveChanges } from '../gate-changes.ts';
import { type BarrierReading, StoreUnavailable } from '../store.ts';
import { connectionOptions } from './connection-options.ts';
import { postgresError } from './postgres-errors.ts';

/** A barrier that does not answer by then is treated as a store that is down: the gate fails closed. */
const BARRIER_TIMEOUT_MS = 2_000;

/**
 * One statement, so one snapshot. No row comes back from a server in recovery: a demoted primary, or a replica
 * behind a load balancer, must not vouch for what is current.
 */
const BARRIER_SQL = `
select h.version as version, floor(extract(epoch from clock_timestamp()) * 1000)::bigint as now_ms,
  case when h.version = $1 then null else (
    select json_agg(json_build_object('version', c.version, 'entries', c.entries) order by c.version)
    from gate_change c where c.version > $1) end as changes
from gate_head h where h.id = 1 and not pg_is_in_recovery()`;

/** The connection reserved for the barrier: its reads never queue behind anything else. */
export class BarrierConnection {
  readonly #url: string;
  #client: Promise<pg.Client> | null = null;
  #closed = false;

  constructor(url: string) {
    this.#url = url;
  }

  async read(sinceVersion: number, clockShiftMs: number): Promise<BarrierReading> {
    let rows: { version: number; now_ms: number; changes: { version: number; entries: string }[] | null }[];
    try {
      const client = await this.#connected();
      ({ rows } = await client.query({
        name: 'barrier',
        text: BARRIER_SQL,
        values: [sinceVersion],
      }));
    } catch (error) {
      throw postgresError(error);
    }
    const row = rows[0];
    if (row === undefined) throw new StoreUnavailable('PostgreSQL: this server is a replica');
    const changes =
      row.version === sinceVersion ? [] : successiveChanges(sinceVersion, row.version, row.changes ?? []);
    return { version: row.version, nowMs: row.now_ms + clockShiftMs, changes };
  }

  async close(): Promise<void> {
    this.#closed = true;
    const client = await this.#client?.catch(() => null);
    await client?.end();
  }

  #connected(): Promise<pg.Client> {
    if (this.#closed) return Promise.reject(new StoreUnavailable('the store is closed'));
    this.#client ??= this.#connect();
    return this.#client;
  }

  async #connect(): Promise<pg.Client> {
    const client = new pg.Client({ ...connectionOptions(this.#url), query_timeout: BARRIER_TIMEOUT_MS });
    const forget = (): void => {
      this.#client = null;
    };
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
}
