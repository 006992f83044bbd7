import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parseOriginHeader } from '@wicketgate/core';
import { createLogger } from '../src/platform/logger.ts';
import type { CountedAnswer, CountedSubject } from '../src/usage/counted-call.ts';
import { UsageCounter } from '../src/usage/usage-counter.ts';
import { START_MS } from './support/counted.ts';
import { newStorePlace } from './support/open-stores.ts';

const MOST_KEYS_A_BATCH = 2_000;

function call(keyId: string): CountedAnswer {
  const life = { graceEndsAtMs: null, createdAtMs: START_MS } as CountedSubject['life'];
  const subject = {
    ...{ keyId, organizationId: 'org_1', environment: 'test', deployment: { id: `dep_${keyId}` }, life },
    restriction: { kind: 'none' },
  } as unknown as CountedSubject;
  return {
    decision: { allow: true, subject } as CountedAnswer['decision'],
    facts: {
      nowMs: START_MS,
      origin: parseOriginHeader('https://shop.example.com'),
      credential: { kind: 'missing' },
    },
  };
}

describe('batches of usage', () => {
  it('more keys than one batch takes are all written in the end, each call once', async (t) => {
    t.mock.timers.enable({ apis: ['setInterval'] });
    const place = await newStorePlace('sqlite');
    const store = await place.open();
    try {
      const counter = new UsageCounter(store, createLogger('silent'));
      const keys = Array.from({ length: MOST_KEYS_A_BATCH + 500 }, (_, index) => `key_${index}`);
      for (const key of keys)
        for (let times = 0; times < 2; times += 1) counter.count(call(key), 'config', 1);
      const written = async (): Promise<number> => {
        const row = store.read
          .selectFrom('usage_rollup')
          .select((eb) => eb.fn.sum<number>('requests').as('all'));
        return Number((await row.executeTakeFirstOrThrow()).all ?? 0);
      };
      t.mock.timers.tick(1_000);
      // A change of ours stands in line behind the batch.
      await store.write(async (tx) => tx.db.selectFrom('usage_flush').selectAll().execute());
      assert.equal(await written(), MOST_KEYS_A_BATCH * 2, 'a batch is of bounded size');
      await counter.close();
      assert.equal(await written(), keys.length * 2);
    } finally {
      await place.remove();
    }
  });
});
