import type { AuditEntry } from '@wicketgate/core';
import type { Kysely } from 'kysely';
import { auditHash, CHAIN_START } from '../platform/audit-hash.ts';
import { newId } from '../platform/new-id.ts';
import type { AuditEventTable, Schema } from './schema.ts';
import type { ActContext, AuditSigner } from './store.ts';

export interface AuditRecord {
  readonly organizationId: string;
  readonly context: ActContext;
  readonly entry: AuditEntry;
}

/** Both engines limit the parameters of one statement; a rotation of a whole organization records many events. */
const ROWS_A_STATEMENT = 500;

/**
 * Appends events to their organizations' chains. The head row is locked first, so that there are neither gaps
 * nor forks: two transactions of one organization append one after the other.
 *
 * @returns the rows as they were written
 */
export async function appendAudit(
  db: Kysely<Schema>,
  engine: 'sqlite' | 'postgres',
  signer: AuditSigner,
  nowMs: number,
  records: readonly AuditRecord[],
): Promise<AuditEventTable[]> {
  const appended: AuditEventTable[] = [];
  // Always in the same order: two changes that touch two organizations must not wait for each other.
  const organizationIds = [...new Set(records.map((record) => record.organizationId))].sort();
  for (const organizationId of organizationIds) {
    let { sequence, hash: previousHash } = await lockHead(db, engine, organizationId);
    const rows = records
      .filter((record) => record.organizationId === organizationId)
      .map(({ context, entry }) => {
        sequence += 1;
        const event = {
          id: newId('evt'),
          organizationId,
          sequence,
          at: nowMs,
          actor: { ...context.actor },
          action: entry.action,
          target: { ...entry.target },
          ip: context.ip,
          requestId: context.requestId,
          detail: entry.detail,
        };
        const previous = previousHash;
        previousHash = auditHash(previous, event);
        return {
          id: event.id,
          organization_id: organizationId,
          sequence,
          at: nowMs,
          actor: JSON.stringify(context.actor),
          action: entry.action,
          target_type: entry.target.type,
          target_id: entry.target.id,
          ip: context.ip,
          request_id: context.requestId,
          detail: JSON.stringify(entry.detail),
          previous_hash: previous,
          hash: previousHash,
          signature: signer.sign(previousHash),
        };
      });
    appended.push(...rows);
    for (let from = 0; from < rows.length; from += ROWS_A_STATEMENT) {
      await db
        .insertInto('audit_event')
        .values(rows.slice(from, from + ROWS_A_STATEMENT))
        .execute();
    }
    await db
      .updateTable('audit_head')
      .set({ sequence, hash: previousHash })
      .where('organization_id', '=', organizationId)
      .execute();
  }
  return appended;
}

/** Locks the head until the end of the transaction; makes it where this is the organization's first event. */
async function lockHead(
  db: Kysely<Schema>,
  engine: 'sqlite' | 'postgres',
  organizationId: string,
): Promise<{ sequence: number; hash: string }> {
  let query = db
    .selectFrom('audit_head')
    .select(['sequence', 'hash'])
    .where('organization_id', '=', organizationId);
  if (engine === 'postgres') query = query.forUpdate();
  const head = await query.executeTakeFirst();
  if (head !== undefined) return head;
  // Of two first events at once, the second waits here for the first and then reads what it left.
  await db
    .insertInto('audit_head')
    .values({ organization_id: organizationId, sequence: 0, hash: CHAIN_START })
    .onConflict((conflict) => conflict.column('organization_id').doNothing())
    .execute();
  return query.executeTakeFirstOrThrow();
}
