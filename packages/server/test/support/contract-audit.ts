import assert from 'node:assert/strict';
import { before, it } from 'node:test';
import { auditEntry } from '@wicketgate/core';
import { newId } from '../../src/platform/new-id.ts';
import type { Store } from '../../src/store/store.ts';
import { verifyAuditTrail } from './audit-trail.ts';
import type { StorePlace } from './open-stores.ts';
import { CONTEXT, countRows } from './store-rows.ts';

const WRITERS = 50;

export function auditContract(place: () => StorePlace): void {
  let stores: readonly Store[];
  let store: Store;
  before(async () => {
    stores = [await place().open(), await place().open()];
    store = stores[0] as Store;
  });

  function record(by: Store, organizationId: string, id: string, thenFail = false): Promise<void> {
    return by.write(async (tx) => {
      tx.record(organizationId, CONTEXT, auditEntry('chatbot.created', 'chatbot', id));
      if (thenFail) throw new Error('taken back');
    });
  }

  function verifyAll(): Promise<Map<string, number>> {
    return verifyAuditTrail(store, place().vault.auditPublicKey());
  }

  it(`${WRITERS} writers of two processes, every fifth taken back: one chain without gaps, all of it signed`, async () => {
    const organizationId = newId('org');
    const writes = Array.from({ length: WRITERS }, (_, index) =>
      record(stores[index % 2] as Store, organizationId, newId('bot'), index % 5 === 0),
    );
    const acknowledged = (await Promise.allSettled(writes)).filter(({ status }) => status === 'fulfilled');
    assert.equal((await verifyAll()).get(organizationId), acknowledged.length);
    assert.equal(acknowledged.length, WRITERS * 0.8);
  });

  it('the first two events of an organization at once make one chain of two', async () => {
    for (let round = 0; round < 5; round += 1) {
      const organizationId = newId('org');
      await Promise.all(stores.map((one) => record(one, organizationId, newId('bot'))));
      assert.equal((await verifyAll()).get(organizationId), 2);
    }
  });

  it('changes that touch two organizations in either order do not wait for each other in a circle', async () => {
    const [one, two] = [newId('org'), newId('org')];
    await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        (stores[index % 2] as Store).write(async (tx) => {
          for (const id of index % 4 < 2 ? [one, two] : [two, one]) {
            tx.record(id, CONTEXT, auditEntry('organization.updated', 'organization', id));
          }
        }),
      ),
    );
    const lengths = await verifyAll();
    assert.deepEqual([lengths.get(one), lengths.get(two)], [20, 20]);
  });

  it('events of one change stand in the order in which they were recorded', async () => {
    const organizationId = newId('org');
    const ids = Array.from({ length: 5 }, () => newId('bot'));
    await store.write(async (tx) => {
      for (const id of ids) tx.record(organizationId, CONTEXT, auditEntry('chatbot.created', 'chatbot', id));
    });
    const query = store.read.selectFrom('audit_event').select('target_id').orderBy('sequence');
    const events = await query.where('organization_id', '=', organizationId).execute();
    assert.deepEqual(
      events.map((event) => event.target_id),
      ids,
    );
    await verifyAll();
  });

  it('an event comes back as it was told, whatever its text', async () => {
    const organizationId = newId('org');
    const detail = {
      name: 'Straße "🚲"\n日本',
      count: 0,
      on: true,
      none: null,
      list: ['a', 1],
      nested: { z: 1, a: 2 },
    };
    const actor = { type: 'api_key', id: 'key_1', label: 'O’Brien' } as const;
    const at = await store.write(async (tx) => {
      const context = { actor, ip: null, requestId: null };
      tx.record(organizationId, context, auditEntry('chatbot.updated', 'chatbot', 'bot_1', detail));
      return tx.nowMs;
    });
    const query = store.read.selectFrom('audit_event').selectAll();
    const event = await query.where('organization_id', '=', organizationId).executeTakeFirstOrThrow();
    assert.deepEqual([JSON.parse(event.actor), JSON.parse(event.detail)], [actor, detail]);
    assert.deepEqual([event.ip, event.request_id, event.at, event.sequence], [null, null, at, 1]);
    await verifyAll();
  });

  it('a head that cannot be signed stops the change', async () => {
    const mute = await place().open({
      signer: {
        sign: () => {
          throw new Error('no key');
        },
      },
    });
    const earlier = await countRows(store, 'audit_event');
    await assert.rejects(record(mute, newId('org'), 'bot_1'), /no key/);
    assert.equal(await countRows(store, 'audit_event'), earlier);
  });
}
