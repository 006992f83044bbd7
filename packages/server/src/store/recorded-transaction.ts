import type { AuditEntry } from '@wicketgate/core';
import type { Kysely } from 'kysely';
import { type AuditRecord, appendAudit } from './audit-chain.ts';
import type { Schema } from './schema.ts';
import type { ActContext, AuditSigner, StoreTransaction } from './store.ts';

/**
 * The part of a transaction that both engines share: it keeps what is to be recorded while the change runs, and
 * writes it at the end. Order matters: the audit head is locked after the change's own rows, and the one row that
 * every gate change needs is touched last, so that it is held only for the commit itself.
 */
export class RecordedTransaction implements StoreTransaction {
  readonly db: Kysely<Schema>;
  readonly nowMs: number;
  readonly #engine: 'sqlite' | 'postgres';
  readonly #records: AuditRecord[] = [];
  readonly #gateIds = new Set<string>();

  constructor(db: Kysely<Schema>, engine: 'sqlite' | 'postgres', nowMs: number) {
    this.db = db;
    this.#engine = engine;
    this.nowMs = nowMs;
  }

  async lock(table: 'organization' | 'conversation', id: string): Promise<void> {
    if (this.#engine === 'sqlite') return;
    await this.db.selectFrom(table).select('id').where('id', '=', id).forUpdate().execute();
  }

  record(organizationId: string, context: ActContext, entry: AuditEntry): void {
    this.#records.push({ organizationId, context, entry });
  }

  changeGate(...ids: readonly string[]): void {
    for (const id of ids) this.#gateIds.add(id);
  }

  async finish(signer: AuditSigner): Promise<void> {
    if (this.#records.length > 0) {
      await appendAudit(this.db, this.#engine, signer, this.nowMs, this.#records);
    }
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
