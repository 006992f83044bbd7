import { AsyncLocalStorage } from 'node:async_hooks';
import type { AuditEntry } from '@wicketgate/core';
import { type Kysely, sql } from 'kysely';
import { type AuditRecord, appendAudit } from './audit-chain.ts';
import { type Execute, kyselyOver } from './kysely-over.ts';
import { enqueueEvents, type OutboundEvent, outboundAuditEvent } from './outbox.ts';
import type { Schema } from './schema.ts';
import { StatementGuard } from './statement-guard.ts';
import type { ActContext, AuditSigner, Notification, StoreTransaction } from './store.ts';

type Engine = 'sqlite' | 'postgres';

/** The change in whose course something runs. */
const current = new AsyncLocalStorage<StatementGuard>();

/**
 * A change that waits for another change would wait for ever where there is one writer, and elsewhere now and then.
 *
 * @throws Error inside a change that has not ended
 */
export function assertOutsideChange(): void {
  if (current.getStore()?.isOpen) {
    throw new Error('a change cannot wait for another change: do both in one, or the second afterwards');
  }
}

/**
 * Runs one change on a connection whose transaction is open, and writes what it recorded.
 *
 * @param startedMs the database's clock, epoch ms
 * @param shiftMs what is added to the database's clock now
 * @throws what `change` or a statement threw: then the transaction must be rolled back
 */
export async function runChange<T>(
  engine: Engine,
  execute: Execute,
  signer: AuditSigner,
  startedMs: number,
  shiftMs: () => number,
  change: (tx: StoreTransaction) => Promise<T>,
): Promise<T> {
  const guard = new StatementGuard(execute);
  try {
    const tx = new RecordedTransaction(guard, engine, startedMs + shiftMs(), shiftMs);
    const value = await current.run(guard, change, tx);
    guard.assertSound();
    await tx.finish(signer);
    guard.assertSound();
    return value;
  } finally {
    guard.end();
  }
}

/**
 * The part of a transaction that both engines share: it keeps what is to be recorded while the change runs, and
 * writes it at the end. Order matters: the audit head is locked after the change's own rows, and the one row that
 * every gate change needs is touched last, so that it is held only for the commit itself.
 */
class RecordedTransaction implements StoreTransaction {
  readonly db: Kysely<Schema>;
  readonly #guard: StatementGuard;
  readonly #engine: Engine;
  readonly #shiftMs: () => number;
  readonly #records: AuditRecord[] = [];
  readonly #events: OutboundEvent[] = [];
  readonly #gateIds = new Set<string>();
  #nowMs: number;

  constructor(guard: StatementGuard, engine: Engine, nowMs: number, shiftMs: () => number) {
    this.db = kyselyOver<Schema>(engine, guard.execute);
    this.#guard = guard;
    this.#engine = engine;
    this.#nowMs = nowMs;
    this.#shiftMs = shiftMs;
  }

  get nowMs(): number {
    return this.#nowMs;
  }

  async lock(table: 'organization' | 'conversation', id: string): Promise<void> {
    if (this.#engine === 'sqlite') return;
    // One statement, and the clock is read after the lock was granted: a select list would be computed before.
    const { rows } = await sql<{ now_ms: number }>`
      with held as materialized (select id from ${sql.table(table)} where id = ${id} for update)
      select floor(extract(epoch from clock_timestamp()) * 1000)::bigint as now_ms from held`.execute(
      this.db,
    );
    const [held] = rows;
    if (held !== undefined) this.#nowMs = Math.max(this.#nowMs, held.now_ms + this.#shiftMs());
  }

  async hold(table: 'deployment', id: string): Promise<void> {
    if (this.#engine === 'sqlite') return;
    await this.db.selectFrom(table).select('id').where('id', '=', id).forShare().execute();
  }

  record(organizationId: string, context: ActContext, entry: AuditEntry): void {
    this.#guard.assertOpen();
    this.#records.push({ organizationId, context, entry });
  }

  notify(organizationId: string, { id, type, data }: Notification): void {
    this.#guard.assertOpen();
    this.#events.push({ organizationId, id, type, at: this.nowMs, data });
  }

  changeGate(...ids: readonly string[]): void {
    this.#guard.assertOpen();
    for (const id of ids) this.#gateIds.add(id);
  }

  async finish(signer: AuditSigner): Promise<void> {
    if (this.#records.length > 0) {
      const rows = await appendAudit(this.db, this.#engine, signer, this.nowMs, this.#records);
      this.#events.push(...rows.map(outboundAuditEvent));
    }
    await enqueueEvents(this.db, this.nowMs, this.#events);
    if (this.#gateIds.size > 0) {
      const { version } = await this.db
        .updateTable('gate_head')
        .set((eb) => ({ version: eb('version', '+', 1) }))
        .returning('version')
        .executeTakeFirstOrThrow();
      await this.db
        .insertInto('gate_change')
        .values({ version, entries: JSON.stringify([...this.#gateIds]), at: this.nowMs })
        .execute();
    }
  }
}
