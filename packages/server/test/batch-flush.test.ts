import assert from 'node:assert/strict';
import { after, before, describe, it, mock } from 'node:test';
import { BatchFlush, isFirst } from '../src/http/batch-flush.ts';
import { recordNotice } from '../src/http/record-notice.ts';
import { inHalves } from '../src/platform/in-parts.ts';
import { createLogger } from '../src/platform/logger.ts';
import { type Store, StoreUnavailable } from '../src/store/store.ts';
import { newStorePlace, type StorePlace } from './support/open-stores.ts';
import { countRows } from './support/store-rows.ts';
import { ENGINES } from './support/test-instance.ts';

const REFUSED = 'refused';

/** A column that must have a value. */
function valueFor(name: string): string {
  return name === REFUSED ? (null as unknown as string) : '';
}

for (const engine of ENGINES) {
  describe(`batches of counts on ${engine}`, () => {
    let place: StorePlace;
    let store: Store;
    before(async () => {
      place = await newStorePlace(engine);
      store = await place.open();
      // Batches are written when a test says so, however long it takes.
      mock.timers.enable({ apis: ['setInterval'] });
    });
    after(async () => {
      mock.timers.reset();
      await place.remove();
    });

    /** Collects names and writes each as a setting; the real store, whose answers may be lost on the way. */
    function collector(prefix: string) {
      let waiting: string[] = [];
      const faults: ('before' | 'after' | null)[] = [];
      const log: string[] = [];
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
        logger: createLogger('info', { write: (line) => void log.push(JSON.parse(line).msg) }),
        take: () => {
          const batch = waiting;
          waiting = [];
          return batch.length === 0 ? null : batch;
        },
        apply: async (tx, batch) => {
          applied.push(batch);
          // A second time these would violate the primary key.
          const rows = batch.map((name) => ({ name: `${prefix}/${name}`, value: valueFor(name) }));
          await tx.db.insertInto('setting').values(rows).execute();
        },
        halve: (batch) => {
          const halves = inHalves(batch);
          return halves === null ? null : [[...halves[0]], [...halves[1]]];
        },
      });
      return { flush, faults, applied, log, add: (...names: string[]) => waiting.push(...names) };
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

    it('what the store refuses for what it is holds nothing else up, and the log says that it is left out', async () => {
      const counts = collector('apart');
      counts.add('a', 'b', 'c', REFUSED, 'd', 'e');
      await counts.flush.flush();
      assert.deepEqual(await written('apart'), ['a', 'b', 'c', 'd', 'e']);
      assert.deepEqual(
        [counts.flush.lagMs(), counts.log],
        [0, ['counts that the store refuses are left out']],
      );
      counts.add('f');
      await counts.flush.close();
      assert.deepEqual(await written('apart'), ['a', 'b', 'c', 'd', 'e', 'f']);
    });

    it('the parts of a batch wait for a store that is gone as a whole one does, and none is written twice', async () => {
      const counts = collector('parts');
      counts.add('a', REFUSED, 'b', 'c');
      counts.faults.push(null, null, null, 'before', null, 'after');
      await counts.flush.flush();
      assert.deepEqual(await written('parts'), ['a']);
      counts.add('d');
      await counts.flush.flush();
      assert.ok(counts.flush.lagMs() > 0);
      await counts.flush.close();
      assert.deepEqual(await written('parts'), ['a', 'b', 'c', 'd']);
      const waited = 'counts could not be written yet';
      assert.deepEqual(counts.log, [waited, 'counts that the store refuses are left out', waited]);
      const halves = counts.applied.filter((batch) => batch.includes('b') && !batch.includes(REFUSED));
      assert.deepEqual(halves, [['b', 'c']], 'one that was not heard of is not applied again');
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
