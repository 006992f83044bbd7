import assert from 'node:assert/strict';
import { Readable } from 'node:stream';
import { text as readText } from 'node:stream/consumers';
import { auditEntry } from '@wicketgate/core';
import { exportActivity } from '../../src/activity/export-activity.ts';
import { type Verdict, verifyTrail } from '../../src/activity/verify-trail.ts';
import type { Checkpoint } from '../../src/platform/checkpoint.ts';
import { newId } from '../../src/platform/new-id.ts';
import type { Store } from '../../src/store/store.ts';
import type { StorePlace } from './open-stores.ts';
import { withRawDatabase } from './raw-database.ts';
import type { RawTrail } from './raw-trail.ts';
import { CONTEXT } from './store-rows.ts';

/** Events that each of the two trails begins with. */
export const EVENTS = 6;

/** The trail of an organization that was made for one test, and another organization's beside it. */
export interface AuditScene {
  readonly organizationId: string;
  readonly otherId: string;
  verify(checkpoint?: Checkpoint | null): Promise<Verdict>;
  /** Writes more events of the organization. */
  record(count?: number): Promise<void>;
  /** Does what somebody who can write SQL, but has no master key, may do. */
  forge(work: (trail: RawTrail) => Promise<unknown>): Promise<unknown>;
  /** The lines of an export. */
  export(): Promise<Readable>;
}

export async function newAuditScene(place: StorePlace, store: Store): Promise<AuditScene> {
  const [organizationId, otherId] = [newId('org'), newId('org')];
  const publicKey = place.vault.auditPublicKey();
  for (const id of [organizationId, otherId]) {
    await recordEvents(store, id);
    const { checked, firstBad } = await verifyTrail(store.read, publicKey, id);
    assert.deepEqual([checked, firstBad], [EVENTS, null]);
  }
  return {
    organizationId,
    otherId,
    verify: (checkpoint = null) => verifyTrail(store.read, publicKey, organizationId, checkpoint),
    record: (count) => recordEvents(store, organizationId, count),
    forge: (work) => withRawDatabase(place, (db) => work({ db, organizationId, otherId })),
    async export() {
      const text = await exportActivity(store.read, organizationId, 'jsonl', {});
      return Readable.from((await readText(Readable.from(text))).split('\n'));
    },
  };
}

export async function recordEvents(store: Store, organizationId: string, count = EVENTS): Promise<void> {
  for (let index = 0; index < count; index += 1) {
    const entry = auditEntry('chatbot.updated', 'chatbot', 'bot_1', { name: `name ${index}` });
    await store.write(async (tx) => tx.record(organizationId, CONTEXT, entry));
  }
}
