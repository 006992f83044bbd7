import { createHash } from 'node:crypto';
import { canonicalJson } from '@wicketgate/core';
import type { Kysely } from 'kysely';
import type { Vault } from '../../src/platform/vault.ts';
import type { AuditEventTable } from '../../src/store/schema.ts';
import type { AnyTables } from './raw-database.ts';

/** An organization's trail as it is for somebody who can write SQL. */
export interface RawTrail {
  readonly db: Kysely<AnyTables>;
  readonly organizationId: string;
  /** An organization beside it. */
  readonly otherId: string;
}

export function removeEvents(
  { db, organizationId }: RawTrail,
  operator: '=' | '>',
  sequence: number,
): Promise<unknown> {
  return db
    .deleteFrom('audit_event')
    .where('organization_id', '=', organizationId)
    .where('sequence', operator, sequence)
    .execute();
}

export function insertEvent({ db }: RawTrail, event: AuditEventTable): Promise<unknown> {
  return db.insertInto('audit_event').values(event).execute();
}

export function eventAt({ db, organizationId }: RawTrail, sequence: number): Promise<AuditEventTable> {
  return db
    .selectFrom('audit_event')
    .selectAll()
    .where('organization_id', '=', organizationId)
    .where('sequence', '=', sequence)
    .executeTakeFirstOrThrow() as Promise<AuditEventTable>;
}

export function setHead({ db, organizationId }: RawTrail, sequence: number, hash: string): Promise<unknown> {
  return db
    .updateTable('audit_head')
    .set({ sequence, hash })
    .where('organization_id', '=', organizationId)
    .execute();
}

export function editEvent(
  { db, organizationId }: RawTrail,
  sequence: number,
  columns: Partial<AuditEventTable>,
): Promise<unknown> {
  return db
    .updateTable('audit_event')
    .set(columns)
    .where('organization_id', '=', organizationId)
    .where('sequence', '=', sequence)
    .execute();
}

export function removeHead({ db, organizationId }: RawTrail): Promise<unknown> {
  return db.deleteFrom('audit_head').where('organization_id', '=', organizationId).execute();
}

/** Makes the other organization's events ones of this. */
export function takeOverEvents({ db, organizationId, otherId }: RawTrail): Promise<unknown> {
  return db
    .updateTable('audit_event')
    .set({ organization_id: organizationId })
    .where('organization_id', '=', otherId)
    .execute();
}

/** Everything that can be made without the master key: all but the signatures, or those too, with another one. */
export async function hashAnew(trail: RawTrail, vault: Vault | null = null): Promise<void> {
  const query = trail.db.selectFrom('audit_event').selectAll();
  const own = query.where('organization_id', '=', trail.organizationId);
  const events = (await own.orderBy('sequence').execute()) as unknown as AuditEventTable[];
  let previous = '';
  for (const event of events) {
    const { id, sequence, at, action, ip } = event;
    const text = canonicalJson({
      id,
      organizationId: event.organization_id,
      sequence,
      at,
      actor: JSON.parse(event.actor),
      action,
      target: { type: event.target_type, id: event.target_id },
      ip,
      requestId: event.request_id,
      detail: JSON.parse(event.detail),
    });
    const hash = createHash('sha256')
      .update(previous + text)
      .digest('base64url');
    const signature = vault?.sign(hash) ?? event.signature;
    await editEvent(trail, sequence, { previous_hash: previous, hash, signature });
    previous = hash;
  }
  await setHead(trail, events.length, previous);
}
