import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { after, before, beforeEach, describe, it } from 'node:test';
import { createCheckpoint } from '../src/activity/create-checkpoint.ts';
import { verifyExport } from '../src/activity/verify-export.ts';
import { verifyTrail } from '../src/activity/verify-trail.ts';
import type { BadReason } from '../src/platform/chain-verifier.ts';
import { newId } from '../src/platform/new-id.ts';
import { Vault } from '../src/platform/vault.ts';
import type { Store } from '../src/store/store.ts';
import { type AuditScene, EVENTS, newAuditScene } from './support/audit-scene.ts';
import { newStorePlace, type StorePlace } from './support/open-stores.ts';
import {
  editEvent,
  eventAt,
  hashAnew,
  insertEvent,
  type RawTrail,
  removeEvents,
  removeHead,
  setHead,
  takeOverEvents,
} from './support/raw-trail.ts';
import { ENGINES } from './support/test-instance.ts';

type Found = readonly [reason: BadReason, sequence: number];
type Forgery = readonly [reason: string, found: Found, forge: (trail: RawTrail) => Promise<unknown>];

/** What somebody who can write SQL, but has no master key, may try; and how, and where, it is noticed. */
const FORGERIES: readonly Forgery[] = [
  [
    'another actor',
    ['hash_mismatch', 3],
    (trail) => editEvent(trail, 3, { actor: JSON.stringify({ type: 'api_key', id: 'key_other' }) }),
  ],
  ['another time', ['hash_mismatch', 3], (trail) => editEvent(trail, 3, { at: 1 })],
  ['another action', ['hash_mismatch', 3], (trail) => editEvent(trail, 3, { action: 'chatbot.created' })],
  ['another target', ['hash_mismatch', 3], (trail) => editEvent(trail, 3, { target_id: 'bot_2' })],
  ['another detail', ['hash_mismatch', 3], (trail) => editEvent(trail, 3, { detail: '{"name":"forged"}' })],
  ['another address', ['hash_mismatch', 3], (trail) => editEvent(trail, 3, { ip: null })],
  ['another request', ['hash_mismatch', 3], (trail) => editEvent(trail, 3, { request_id: 'req_2' })],
  ['another id', ['hash_mismatch', 3], (trail) => editEvent(trail, 3, { id: newId('evt') })],
  ['a detail that is no JSON', ['unreadable', 3], (trail) => editEvent(trail, 3, { detail: '{' })],
  [
    'a detail that people and parsers read differently',
    ['unreadable', 3],
    (trail) => editEvent(trail, 3, { detail: '{"name":"forged","name":"name 2"}' }),
  ],
  [
    'a number that we do not write',
    ['unreadable', 3],
    (trail) => editEvent(trail, 3, { detail: '{"name":0.5}' }),
  ],
  ['a signature that is none', ['signature_invalid', 3], (trail) => editEvent(trail, 3, { signature: 'x' })],
  ['no signature', ['signature_invalid', 3], (trail) => editEvent(trail, 3, { signature: '' })],
  [
    "another event's signature",
    ['signature_invalid', 3],
    async (trail) => editEvent(trail, 3, { signature: (await eventAt(trail, 2)).signature }),
  ],
  [
    'the right signature with something behind it',
    ['signature_invalid', 3],
    async (trail) => editEvent(trail, 3, { signature: `${(await eventAt(trail, 3)).signature}=` }),
  ],
  ['an event taken out of the middle', ['sequence_gap', 4], (trail) => removeEvents(trail, '=', 3)],
  ['the first event taken out', ['sequence_gap', 2], (trail) => removeEvents(trail, '=', 1)],
  ['the tail cut off, the head left as it was', ['head_mismatch', 4], (trail) => removeEvents(trail, '>', 4)],
  [
    'everything taken out, the head left as it was',
    ['head_mismatch', 0],
    (trail) => removeEvents(trail, '>', 0),
  ],
  [
    'everything taken out, the head too',
    ['trail_missing', 0],
    async (trail) => {
      await removeEvents(trail, '>', 0);
      await removeHead(trail);
    },
  ],
  [
    'the head set back, the tail left',
    ['beyond_head', 4],
    async (trail) => setHead(trail, 4, (await eventAt(trail, 4)).hash),
  ],
  ['a head with another hash', ['head_mismatch', 6], (trail) => setHead(trail, 6, 'x'.repeat(43))],
  ['no head', ['beyond_head', 0], (trail) => removeHead(trail)],
  [
    'two events exchanged',
    ['previous_hash_mismatch', 2],
    async (trail) => {
      for (const [from, to] of [
        [2, 99],
        [3, 2],
        [99, 3],
      ] as const) {
        await editEvent(trail, from, { sequence: to });
      }
    },
  ],
  [
    'an event slipped in before the first',
    ['sequence_gap', 0],
    async (trail) => insertEvent(trail, { ...(await eventAt(trail, 1)), id: newId('evt'), sequence: 0 }),
  ],
  [
    "another organization's events put in place of one's own",
    ['hash_mismatch', 1],
    async (trail) => {
      await removeEvents(trail, '>', 0);
      await takeOverEvents(trail);
      const { hash } = await eventAt(trail, EVENTS);
      await setHead(trail, EVENTS, hash);
    },
  ],
  [
    'every hash made anew, to fit',
    ['signature_invalid', 3],
    (trail) => editEvent(trail, 3, { detail: '{"name":"forged"}' }).then(() => hashAnew(trail)),
  ],
  [
    'every hash made anew, and signed with a key of their own',
    ['signature_invalid', 1],
    (trail) =>
      editEvent(trail, 3, { detail: '{"name":"forged"}' }).then(() =>
        hashAnew(trail, new Vault(randomBytes(32))),
      ),
  ],
  [
    'an event taken out, the rest moved up and every hash made anew',
    ['signature_invalid', 3],
    async (trail) => {
      await removeEvents(trail, '=', 3);
      for (let from = 4; from <= EVENTS; from += 1) await editEvent(trail, from, { sequence: from - 1 });
      await hashAnew(trail);
    },
  ],
  [
    'an event appended, with hashes that fit',
    ['signature_invalid', 7],
    async (trail) => {
      await insertEvent(trail, { ...(await eventAt(trail, EVENTS)), id: newId('evt'), sequence: EVENTS + 1 });
      await hashAnew(trail);
    },
  ],
];

for (const engine of ENGINES) {
  describe(`the audit trail cannot be rewritten by whoever can write SQL, on ${engine}`, () => {
    let place: StorePlace;
    let store: Store;
    let scene: AuditScene;
    before(async () => {
      place = await newStorePlace(engine);
      store = await place.open();
    });
    beforeEach(async () => {
      scene = await newAuditScene(place, store);
    });
    after(() => place.remove());

    for (const [reason, [expected, sequence], forge] of FORGERIES) {
      it(`is noticed: ${reason}: ${expected} at ${sequence}`, async () => {
        await scene.forge(forge);
        const { firstBad } = await scene.verify();
        assert.deepEqual([firstBad?.reason, firstBad?.sequence], [expected, sequence]);
        await assert.rejects(createCheckpoint(store, place.vault, scene.organizationId), {
          code: 'conflict',
        });
        const exported = await scene.export();
        const offline = await verifyExport(exported, place.vault.auditPublicKey(), null);
        // The head is the server's; of a file alone, the end is where it ends.
        if (!expected.includes('head')) assert.equal(offline.firstBad?.reason, expected);
      });
    }

    it('another public key vouches for nothing', async () => {
      const other = new Vault(randomBytes(32)).auditPublicKey();
      const { firstBad } = await verifyTrail(store.read, other, scene.organizationId);
      assert.deepEqual([firstBad?.reason, firstBad?.sequence], ['signature_invalid', 1]);
    });
  });
}
