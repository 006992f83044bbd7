import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { auditEntry, canonicalJson } from '@wicketgate/core';
import type { Kysely } from 'kysely';
import type { AuditEventTable } from '../src/store/schema.ts';
import type { Store } from '../src/store/store.ts';
import { verifyAuditTrail } from './support/audit-trail.ts';
import { newStorePlace, type StorePlace } from './support/open-stores.ts';
import { type AnyTables, withRawDatabase } from './support/raw-database.ts';
import { CONTEXT } from './support/store-rows.ts';
import { ENGINES } from './support/test-instance.ts';

const EVENTS = 6;
const ORGANIZATION = 'org_00000000000000000001';

/** What somebody who can write SQL, but has no master key, may try. */
const FORGERIES: readonly [reason: string, forge: (db: Kysely<AnyTables>) => Promise<unknown>][] = [
  ['another actor', (db) => edit(db, 3, { actor: JSON.stringify({ type: 'api_key', id: 'key_other' }) })],
  ['another time', (db) => edit(db, 3, { at: 1 })],
  ['another detail', (db) => edit(db, 3, { detail: '{"name":"forged"}' })],
  ['another address', (db) => edit(db, 3, { ip: null })],
  [
    'an event taken out of the middle',
    (db) => db.deleteFrom('audit_event').where('sequence', '=', 3).execute(),
  ],
  ['the first event taken out', (db) => db.deleteFrom('audit_event').where('sequence', '=', 1).execute()],
  [
    'the tail cut off, the head left as it was',
    (db) => db.deleteFrom('audit_event').where('sequence', '>', 4).execute(),
  ],
  [
    'two events exchanged',
    async (db) => {
      for (const [from, to] of [
        [2, 99],
        [3, 2],
        [99, 3],
      ] as const) {
        await edit(db, from, { sequence: to });
      }
    },
  ],
  [
    'every hash made anew, to fit',
    (db) => edit(db, 3, { detail: '{"name":"forged"}' }).then(() => hashAnew(db)),
  ],
  [
    'an event appended, with hashes that fit',
    async (db) => {
      const last = await db
        .selectFrom('audit_event')
        .selectAll()
        .where('sequence', '=', EVENTS)
        .executeTakeFirstOrThrow();
      await db
        .insertInto('audit_event')
        .values({ ...last, id: 'evt_forged', sequence: EVENTS + 1 })
        .execute();
      await hashAnew(db);
    },
  ],
];

for (const engine of ENGINES) {
  describe(`the audit trail cannot be rewritten by whoever can write SQL, on ${engine}`, () => {
    let place: StorePlace;
    let store: Store;
    beforeEach(async () => {
      place = await newStorePlace(engine);
      store = await place.open();
      for (let index = 0; index < EVENTS; index += 1) {
        const entry = auditEntry('chatbot.updated', 'chatbot', 'bot_1', { name: `name ${index}` });
        await store.write(async (tx) => tx.record(ORGANIZATION, CONTEXT, entry));
      }
      await verifyAuditTrail(store, place.vault.auditPublicKey());
    });
    afterEach(() => place.remove());

    for (const [reason, forge] of FORGERIES) {
      it(`is noticed: ${reason}`, async () => {
        await withRawDatabase(place, forge);
        await assert.rejects(verifyAuditTrail(store, place.vault.auditPublicKey()), assert.AssertionError);
      });
    }
  });
}

function edit(db: Kysely<AnyTables>, sequence: number, columns: Partial<AuditEventTable>): Promise<unknown> {
  return db.updateTable('audit_event').set(columns).where('sequence', '=', sequence).execute();
}

/** Everything but the signatures, which need the master key. */
async function hashAnew(db: Kysely<AnyTables>): Promise<void> {
  const query = db.selectFrom('audit_event').selectAll().orderBy('sequence');
  const events = (await query.execute()) as unknown as AuditEventTable[];
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
    await edit(db, sequence, { previous_hash: previous, hash });
    previous = hash;
  }
  await db.updateTable('audit_head').set({ sequence: events.length, hash: previous }).execute();
}
