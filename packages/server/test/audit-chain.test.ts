import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { Readable } from 'node:stream';
import { text as readText } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { auditEntry, canonicalJson } from '@wicketgate/core';
import type { Kysely } from 'kysely';
import { createCheckpoint } from '../src/activity/create-checkpoint.ts';
import { exportActivity } from '../src/activity/export-activity.ts';
import { verifyExport } from '../src/activity/verify-export.ts';
import { verifyTrail } from '../src/activity/verify-trail.ts';
import type { BadReason } from '../src/platform/chain-verifier.ts';
import { type Checkpoint, signCheckpoint } from '../src/platform/checkpoint.ts';
import { Vault } from '../src/platform/vault.ts';
import type { AuditEventTable } from '../src/store/schema.ts';
import type { Store } from '../src/store/store.ts';
import { verifyAuditTrail } from './support/audit-trail.ts';
import { newStorePlace, type StorePlace } from './support/open-stores.ts';
import { type AnyTables, withRawDatabase } from './support/raw-database.ts';
import { CONTEXT } from './support/store-rows.ts';
import { ENGINES } from './support/test-instance.ts';

const EVENTS = 6;
const ORGANIZATION = 'org_00000000000000000001';
const OTHER = 'org_00000000000000000002';

type Found = readonly [reason: BadReason, sequence: number];
type Forgery = readonly [reason: string, found: Found, forge: (db: Kysely<AnyTables>) => Promise<unknown>];

/** What somebody who can write SQL, but has no master key, may try; and how, and where, it is noticed. */
const FORGERIES: readonly Forgery[] = [
  [
    'another actor',
    ['hash_mismatch', 3],
    (db) => edit(db, 3, { actor: JSON.stringify({ type: 'api_key', id: 'key_other' }) }),
  ],
  ['another time', ['hash_mismatch', 3], (db) => edit(db, 3, { at: 1 })],
  ['another action', ['hash_mismatch', 3], (db) => edit(db, 3, { action: 'chatbot.created' })],
  ['another target', ['hash_mismatch', 3], (db) => edit(db, 3, { target_id: 'bot_2' })],
  ['another detail', ['hash_mismatch', 3], (db) => edit(db, 3, { detail: '{"name":"forged"}' })],
  ['another address', ['hash_mismatch', 3], (db) => edit(db, 3, { ip: null })],
  ['another request', ['hash_mismatch', 3], (db) => edit(db, 3, { request_id: 'req_2' })],
  ['another id', ['hash_mismatch', 3], (db) => edit(db, 3, { id: 'evt_other' })],
  ['a detail that is no JSON', ['unreadable', 3], (db) => edit(db, 3, { detail: '{' })],
  [
    'a detail that people and parsers read differently',
    ['unreadable', 3],
    (db) => edit(db, 3, { detail: '{"name":"forged","name":"name 2"}' }),
  ],
  ['a number that we do not write', ['unreadable', 3], (db) => edit(db, 3, { detail: '{"name":0.5}' })],
  ['a signature that is none', ['signature_invalid', 3], (db) => edit(db, 3, { signature: 'x' })],
  ['no signature', ['signature_invalid', 3], (db) => edit(db, 3, { signature: '' })],
  [
    "another event's signature",
    ['signature_invalid', 3],
    async (db) => edit(db, 3, { signature: (await eventAt(db, 2)).signature }),
  ],
  [
    'the right signature with something behind it',
    ['signature_invalid', 3],
    async (db) => edit(db, 3, { signature: `${(await eventAt(db, 3)).signature}=` }),
  ],
  ['an event taken out of the middle', ['sequence_gap', 4], (db) => remove(db, '=', 3)],
  ['the first event taken out', ['sequence_gap', 2], (db) => remove(db, '=', 1)],
  ['the tail cut off, the head left as it was', ['head_mismatch', 4], (db) => remove(db, '>', 4)],
  ['everything taken out, the head left as it was', ['head_mismatch', 0], (db) => remove(db, '>', 0)],
  [
    'everything taken out, the head too',
    ['trail_missing', 0],
    async (db) => {
      await remove(db, '>', 0);
      await db.deleteFrom('audit_head').execute();
    },
  ],
  [
    'the head set back, the tail left',
    ['beyond_head', 4],
    async (db) => setHead(db, 4, (await eventAt(db, 4)).hash),
  ],
  ['a head with another hash', ['head_mismatch', 6], (db) => setHead(db, 6, 'x'.repeat(43))],
  ['no head', ['beyond_head', 0], (db) => db.deleteFrom('audit_head').execute()],
  [
    'two events exchanged',
    ['previous_hash_mismatch', 2],
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
    'an event slipped in before the first',
    ['sequence_gap', 0],
    async (db) => insert(db, { ...(await eventAt(db, 1)), id: 'evt_forged', sequence: 0 }),
  ],
  [
    "another organization's events put in place of one's own",
    ['hash_mismatch', 1],
    async (db) => {
      await remove(db, '>', 0);
      const theirs = { organization_id: ORGANIZATION };
      await db.updateTable('audit_event').set(theirs).where('organization_id', '=', OTHER).execute();
      const { hash } = await eventAt(db, EVENTS);
      await setHead(db, EVENTS, hash);
    },
  ],
  [
    'every hash made anew, to fit',
    ['signature_invalid', 3],
    (db) => edit(db, 3, { detail: '{"name":"forged"}' }).then(() => hashAnew(db)),
  ],
  [
    'every hash made anew, and signed with a key of their own',
    ['signature_invalid', 1],
    (db) => edit(db, 3, { detail: '{"name":"forged"}' }).then(() => hashAnew(db, new Vault(randomBytes(32)))),
  ],
  [
    'an event taken out, the rest moved up and every hash made anew',
    ['signature_invalid', 3],
    async (db) => {
      await remove(db, '=', 3);
      for (let from = 4; from <= EVENTS; from += 1) await edit(db, from, { sequence: from - 1 });
      await hashAnew(db);
    },
  ],
  [
    'an event appended, with hashes that fit',
    ['signature_invalid', 7],
    async (db) => {
      await insert(db, { ...(await eventAt(db, EVENTS)), id: 'evt_forged', sequence: EVENTS + 1 });
      await hashAnew(db);
    },
  ],
];

for (const engine of ENGINES) {
  describe(`the audit trail cannot be rewritten by whoever can write SQL, on ${engine}`, () => {
    let place: StorePlace;
    let store: Store;
    let publicKey: string;
    beforeEach(async () => {
      place = await newStorePlace(engine);
      store = await place.open();
      publicKey = place.vault.auditPublicKey();
      for (const organizationId of [ORGANIZATION, OTHER]) await recordEvents(store, organizationId);
      await verifyAuditTrail(store, publicKey);
    });
    afterEach(() => place.remove());

    const verify = (checkpoint: Checkpoint | null = null) =>
      verifyTrail(store.read, publicKey, ORGANIZATION, checkpoint);
    const cutTail = () =>
      withRawDatabase(place, async (db) => {
        await remove(db, '>', 4);
        await setHead(db, 4, (await eventAt(db, 4)).hash);
      });

    for (const [reason, [expected, sequence], forge] of FORGERIES) {
      it(`is noticed: ${reason}: ${expected} at ${sequence}`, async () => {
        await withRawDatabase(place, forge);
        const { firstBad } = await verify();
        assert.deepEqual([firstBad?.reason, firstBad?.sequence], [expected, sequence]);
        await assert.rejects(createCheckpoint(store, place.vault, ORGANIZATION), { code: 'conflict' });
        const exported = await exportOf(store);
        const offline = await verifyExport(exported, publicKey, null);
        // The head is the server's; of a file alone, the end is where it ends.
        if (!expected.includes('head')) assert.equal(offline.firstBad?.reason, expected);
      });
    }

    it('a tail cut off together with the head shows against a checkpoint, here and offline', async () => {
      const checkpoint = await createCheckpoint(store, place.vault, ORGANIZATION);
      assert.equal(checkpoint.count, EVENTS);
      assert.equal((await verify(checkpoint)).firstBad, null);
      await cutTail();
      assert.equal((await verify()).firstBad, null, 'nothing else tells');
      const { firstBad } = await verify(checkpoint);
      assert.deepEqual([firstBad?.reason, firstBad?.sequence], ['tail_missing', 4]);
      const offline = await verifyExport(await exportOf(store), publicKey, checkpoint);
      assert.equal(offline.firstBad?.reason, 'tail_missing');
    });

    it('a tail cut off and grown again shows against a checkpoint', async () => {
      const checkpoint = await createCheckpoint(store, place.vault, ORGANIZATION);
      await cutTail();
      await recordEvents(store, ORGANIZATION);
      assert.equal((await verify()).firstBad, null, 'the server itself signed what is there now');
      const { firstBad } = await verify(checkpoint);
      assert.deepEqual([firstBad?.reason, firstBad?.sequence], ['checkpoint_mismatch', EVENTS]);
    });

    it('a checkpoint holds however much is written after it', async () => {
      const checkpoint = await createCheckpoint(store, place.vault, ORGANIZATION);
      await recordEvents(store, ORGANIZATION);
      assert.deepEqual(await verify(checkpoint).then(({ checked, firstBad }) => [checked, firstBad]), [
        2 * EVENTS,
        null,
      ]);
    });

    const forgedCheckpoints: readonly [reason: string, forge: (good: Checkpoint) => Checkpoint][] = [
      ['a lower count', (good) => ({ ...good, count: good.count - 1 })],
      ['another hash', (good) => ({ ...good, hash: 'x'.repeat(43) })],
      ['another time', (good) => ({ ...good, at: '2020-01-01T00:00:00.000Z' })],
      ['another organization', (good) => ({ ...good, organizationId: OTHER })],
      ['a signature cut off', (good) => ({ ...good, signature: good.signature.slice(1) })],
      [
        'a signature of another master key',
        ({ signature: _, ...rest }) => signCheckpoint(new Vault(randomBytes(32)), rest),
      ],
      [
        'a good signature, for another organization',
        ({ signature: _, ...rest }) => signCheckpoint(place.vault, { ...rest, organizationId: OTHER }),
      ],
    ];
    for (const [reason, forge] of forgedCheckpoints) {
      it(`a checkpoint with ${reason} is refused, rather than to vouch for anything`, async () => {
        const checkpoint = forge(await createCheckpoint(store, place.vault, ORGANIZATION));
        assert.equal((await verify(checkpoint)).firstBad?.reason, 'checkpoint_invalid');
        const offline = await verifyExport(await exportOf(store), publicKey, checkpoint);
        assert.equal(offline.firstBad?.reason, 'checkpoint_invalid');
      });
    }

    it('another public key vouches for nothing', async () => {
      const other = new Vault(randomBytes(32)).auditPublicKey();
      const { firstBad } = await verifyTrail(store.read, other, ORGANIZATION);
      assert.deepEqual([firstBad?.reason, firstBad?.sequence], ['signature_invalid', 1]);
    });

    it('is valid at every moment while changes go on, on two nodes', async () => {
      const nodes = [store, await place.open()];
      const writes = Array.from({ length: 30 }, (_, index) =>
        recordEvents(nodes[index % 2] as Store, ORGANIZATION, 1),
      );
      const verdicts = await Promise.all(Array.from({ length: 5 }, () => verify()));
      for (const { firstBad } of verdicts) assert.equal(firstBad, null);
      await Promise.all(writes);
      assert.deepEqual(await verify().then(({ checked, firstBad }) => [checked, firstBad]), [
        EVENTS + 30,
        null,
      ]);
    });

    it('is read in pages, so that its length does not matter', async () => {
      await store.write(async (tx) => {
        for (let index = 0; index < 1_200; index += 1) {
          tx.record(ORGANIZATION, CONTEXT, auditEntry('chatbot.updated', 'chatbot', 'bot_1', { index }));
        }
      });
      assert.equal((await verify()).checked, EVENTS + 1_200);
      const offline = await verifyExport(await exportOf(store), publicKey, null);
      assert.deepEqual([offline.checked, offline.firstBad], [EVENTS + 1_200, null]);
      await withRawDatabase(place, (db) => edit(db, 1_100, { ip: '192.0.2.1' }));
      assert.equal((await verify()).firstBad?.sequence, 1_100);
    });
  });
}

async function recordEvents(store: Store, organizationId: string, count = EVENTS): Promise<void> {
  for (let index = 0; index < count; index += 1) {
    const entry = auditEntry('chatbot.updated', 'chatbot', 'bot_1', { name: `name ${index}` });
    await store.write(async (tx) => tx.record(organizationId, CONTEXT, entry));
  }
}

async function exportOf(store: Store): Promise<Readable> {
  const text = await exportActivity(store.read, ORGANIZATION, 'jsonl', {});
  return Readable.from((await readText(Readable.from(text))).split('\n'));
}

function remove(db: Kysely<AnyTables>, operator: '=' | '>', sequence: number): Promise<unknown> {
  return db
    .deleteFrom('audit_event')
    .where('organization_id', '=', ORGANIZATION)
    .where('sequence', operator, sequence)
    .execute();
}

function insert(db: Kysely<AnyTables>, event: AuditEventTable): Promise<unknown> {
  return db.insertInto('audit_event').values(event).execute();
}

function eventAt(db: Kysely<AnyTables>, sequence: number): Promise<AuditEventTable> {
  return db
    .selectFrom('audit_event')
    .selectAll()
    .where('organization_id', '=', ORGANIZATION)
    .where('sequence', '=', sequence)
    .executeTakeFirstOrThrow() as Promise<AuditEventTable>;
}

function setHead(db: Kysely<AnyTables>, sequence: number, hash: string): Promise<unknown> {
  return db
    .updateTable('audit_head')
    .set({ sequence, hash })
    .where('organization_id', '=', ORGANIZATION)
    .execute();
}

function edit(db: Kysely<AnyTables>, sequence: number, columns: Partial<AuditEventTable>): Promise<unknown> {
  return db
    .updateTable('audit_event')
    .set(columns)
    .where('organization_id', '=', ORGANIZATION)
    .where('sequence', '=', sequence)
    .execute();
}

/** Everything that can be made without the master key: all but the signatures, or those too, with another one. */
async function hashAnew(db: Kysely<AnyTables>, vault: Vault | null = null): Promise<void> {
  const query = db.selectFrom('audit_event').selectAll().where('organization_id', '=', ORGANIZATION);
  const events = (await query.orderBy('sequence').execute()) as unknown as AuditEventTable[];
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
    await edit(db, sequence, { previous_hash: previous, hash, signature });
    previous = hash;
  }
  await setHead(db, events.length, previous);
}
