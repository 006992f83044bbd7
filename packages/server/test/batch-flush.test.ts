import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { BatchFlush, isFirst } from '../src/http/batch-flush.ts';
import { recordNotice } from '../src/http/record-notice.ts';
import { createLogger } from '../src/platform/logger.ts';
import { type Store, StoreUnavailable } from '../src/store/store.ts';
import { newStorePlace, type StorePlace } from './support/open-stores.ts';
import { countRows } from './support/store-rows.ts';
import { ENGINES } from './support/test-instance.ts';

const LOGGER = createLogger('silent');

for (const engine of ENGINES) {
  describe(`batches of counts on ${engine}`, () => {
    let place: StorePlace;
    let store: Store;
    before(async () => {
      place = await newStorePlace(engine);
      store = await place.open();
    });
    after(() => place.remove());

    /** Collects names and writes each as a setting; the real store, whose answers may be lost on the way. */
    function collector(prefix: string) {
      let waiting: string[] = [];
      const faults: ('before' | 'after')[] = [];
      const applied: string[][] = [];
      const flush = new BatchFlush<string[]>({
        name: prefix,
        store: {
          write: async (change) => {
            const fault = faults.shift();
            if (fault === 'before') throw new StoreUnavailable('gone before anything was written');
            const value = await store.write(change);
            if (fault === 'after') throw new StoreUnavailable('the commit was not heard of');
            return value;
          },
        },
        logger: LOGGER,
        take: () => {
          const batch = waiting;
          waiting = [];
          return batch.length === 0 ? null : batch;
        },
        apply: async (tx, batch) => {
          applied.push(batch);
          // A second time these would violate the primary key.
          const rows = batch.map((name) => ({ name: `${prefix}/${name}`, value: '' }));
          await tx.db.insertInto('setting').values(rows).execute();
        },
      });
      return { flush, faults, applied, add: (...names: string[]) => waiting.push(...names) };
    }

    const written = async (prefix: string): Promise<string[]> => {
      const rows = await store.read.selectFrom('setting').select('name').orderBy('name').execute();
      return rows
        .map(({ name }) => name.split('/'))
        .flatMap(([of, name = '']) => (of === prefix ? name : []));
    };

    it('a batch whose commit was lost on the way back is not written a second time', async () => {
      const counts = collector('lost');
      counts.add('a', 'b');
      counts.faults.push('after');
      await counts.flush.flush();
      assert.ok(counts.flush.lagMs() > 0);
      counts.add('c');
      await counts.flush.close();
      assert.deepEqual(counts.applied, [['a', 'b'], ['c']]);
      assert.deepEqual(await written('lost'), ['a', 'b', 'c']);
      assert.equal(counts.flush.lagMs(), 0);
    });

    it('one that could not be written waits, unchanged, and goes before the next', async () => {
      const counts = collector('waits');
      counts.add('a');
      counts.faults.push('before', 'before');
      await counts.flush.flush();
      counts.add('b');
      await counts.flush.flush();
      assert.deepEqual(await written('waits'), []);
      await counts.flush.close();
      assert.deepEqual(counts.applied, [['a'], ['b']]);
      assert.deepEqual(await written('waits'), ['a', 'b']);
    });

    it('an id that was written is claimed once, by transactions at the same time too; another source has its own', async () => {
      const claim = (source: string, sequence: number) => store.write((tx) => isFirst(tx, source, sequence));
      const claims = await Promise.all([claim('one', 1), claim('one', 1), claim('two', 1), claim('one', 1)]);
      assert.equal(claims.filter(Boolean).length, 2);
      assert.equal(await claim('one', 2), true);
      assert.equal(await claim('one', 1), false, 'an older one that comes late');
    });

    it('a change that is taken back leaves its id unclaimed', async () => {
      const attempt = store.write(async (tx) => {
        assert.equal(await isFirst(tx, 'undone', 1), true);
        throw new Error('taken back');
      });
      await assert.rejects(attempt, /taken back/);
      assert.equal(await store.write((tx) => isFirst(tx, 'undone', 1)), true);
    });

    it('a notice is written once, whoever notices it', async () => {
      const other = await place.open();
      const note = (by: Store, organizationId: string, dedupeKey: string) =>
        by.write((tx) =>
          recordNotice(tx, {
            organizationId,
            kind: 'surge',
            subjectId: 'key_1',
            dedupeKey,
            payload: { requests: 512 },
          }),
        );
      const news = await Promise.all([
        note(store, 'org_1', 'a'),
        note(other, 'org_1', 'a'),
        note(store, 'org_1', 'b'),
        note(other, 'org_2', 'a'),
      ]);
      assert.equal(news.filter(Boolean).length, 3);
      assert.equal(await note(store, 'org_1', 'a'), false);
      assert.equal(await countRows(store, 'notice'), 3);
    });
  });
}
