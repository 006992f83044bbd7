import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { KeyEntry } from '../src/usage/key-entry.ts';
import { HOUR_MS, START_MS } from './support/counted.ts';
import { batchOf, type JournalScene, KEYS, openJournalScene, SHOP } from './support/journal-scene.ts';
import { ENGINES } from './support/test-instance.ts';

for (const engine of ENGINES) {
  describe(`the journal of usage on ${engine}`, () => {
    let scene: JournalScene;
    let store: JournalScene['store'];
    let newNode: JournalScene['newNode'];
    let readable: JournalScene['readable'];
    let waiting: JournalScene['waiting'];
    before(async () => {
      scene = await openJournalScene(engine);
      ({ store, newNode, readable, waiting } = scene);
    });
    after(() => scene.close());

    it('takes what is more than a hundred keys a batch; a hundred new ones can be read at once', async () => {
      const node = await newNode();
      await node.keep(batchOf('many', 3));
      assert.deepEqual(await readable('many'), [300, 300, 300]);
      assert.ok((await waiting()) > 0);
      await node.journal.post();
      assert.deepEqual(await readable('many'), [3 * KEYS, 3 * KEYS, 3 * KEYS]);
      assert.equal(await waiting(), 0);
    });

    it('writes rows of 500 keys at most: others get their turn in between', async () => {
      const node = await newNode();
      await node.keep(batchOf('big', 2, START_MS, SHOP, 3_000), true);
      const rows = await store.read.selectFrom('usage_journal').select('keys').execute();
      assert.deepEqual(
        [rows.reduce((sum, { keys }) => sum + keys, 0), Math.max(...rows.map(({ keys }) => keys))],
        [3_000, 500],
      );
      await node.journal.post();
      assert.deepEqual(await readable('big'), [6_000, 6_000, 6_000]);
    });

    it('puts neighbours by id together, the closer the more there are, and posts all of them', async () => {
      const node = await newNode();
      const first = [...'0189ABYZabyz'];
      const spread = (prefix: string, keys: number): KeyEntry[] =>
        batchOf(prefix, 1, START_MS, SHOP, keys).map((key, index) =>
          key.with(0, `key_${first[index % first.length]}${key[0].slice(4)}`),
        ) as unknown as KeyEntry[];
      const firstOfRows = async (): Promise<string[]> => {
        const rows = await store.read.selectFrom('usage_journal').select('counts').execute();
        const ofRow = ({ counts }: { counts: string }) =>
          new Set((JSON.parse(counts) as KeyEntry[]).map(([id]) => id.charAt(4)));
        return rows.map((row) => [...ofRow(row)].sort().join('')).sort();
      };
      await node.keep(spread('few', 300), true);
      assert.deepEqual(await firstOfRows(), ['01', '89', 'AB', 'YZ', 'ab', 'yz']);
      // Whoever asks for one key has it posted and its neighbours, of wide parts and of narrow ones, and besides those of
      // digits, whose wide parts have numbers that also stand for parts of an older version.
      await node.keep(spread('manifold', 5_400), true);
      await node.journal.post(['key_b_one']);
      const rest = ['AB', 'YZ', 'yz', ...first.filter((one) => one !== 'b')];
      assert.deepEqual(await firstOfRows(), rest.sort());
      await node.journal.post();
      assert.equal(await waiting(), 0);
      // Both names come after the character.
      assert.deepEqual(await readable('_few'), [300, 300, 300]);
      assert.deepEqual(await readable('_manifold'), [5_400, 5_400, 5_400]);
    });

    it('takes all of a large batch of keys that were there before, and nothing of a small one', async () => {
      const node = await newNode();
      const keys = batchOf('known', 3);
      await node.keep(keys, true);
      assert.deepEqual(await readable('known'), [0, 0, 0]);
      await node.keep(keys.slice(0, 100), true);
      assert.deepEqual(await readable('known'), [300, 300, 300]);
      await node.journal.post();
      const all = 3 * KEYS + 300;
      assert.deepEqual(await readable('known'), [all, all, all]);
    });

    it('adds up many seconds of many nodes, also those of a node that is gone, while more comes in', async () => {
      const [gone, first, second] = await Promise.all([newNode(), newNode(), newNode()]);
      for (let round = 0; round < 5; round += 1) await gone.keep(batchOf('nodes', 1, START_MS + round));
      await Promise.all([
        ...[1, 2, 3].map((round) => first.keep(batchOf('nodes', 1, START_MS + round))),
        ...[1, 2].map((round) => second.keep(batchOf('nodes', 1, START_MS + HOUR_MS + round))),
        first.journal.post(),
        second.journal.post(),
      ]);
      await Promise.all([first.journal.post(), second.journal.post()]);
      assert.deepEqual(await readable('nodes'), [10 * KEYS, 10 * KEYS, 10 * KEYS]);
      assert.equal(await waiting(), 0);
      const newest = await store.read
        .selectFrom('usage_rollup')
        .select(['at', 'last_seen_at'])
        .where('key_id', '=', `key_nodes_${KEYS - 1}`)
        .orderBy('at')
        .execute();
      assert.deepEqual(
        newest.map((row) => ({ ...row })),
        [
          { at: START_MS, last_seen_at: START_MS + 4 },
          { at: START_MS + HOUR_MS, last_seen_at: START_MS + HOUR_MS + 2 },
        ],
      );
    });

    it('is posted by itself until nothing is left, also where one change does not take all of a part', async (t) => {
      const node = await newNode(() => t.mock.timers.enable({ apis: ['setInterval'] }));
      for (const group of ['a', 'b', 'c']) {
        // All of one part, since all begin with the same character.
        await node.keep(batchOf(`leisure${group}`, 1, START_MS, SHOP, 600));
      }
      assert.ok((await waiting()) > 1);
      t.mock.timers.tick(10_000);
      while ((await waiting()) > 0) await new Promise(setImmediate);
      assert.deepEqual(await readable('leisure%'), [1_800, 1_800, 1_800]);
    });

    it('posts what was put down before entries lost their names', async () => {
      const when = { span: 'hour', at: START_MS, hourAt: START_MS };
      const entry = {
        ...{ keyId: 'key_named_0', isKey: true, organizationId: 'org_named', deploymentId: 'dep_named' },
        ...{ environment: 'live', createdAtMs: 0, allowedOrigins: [] },
        origins: [
          { ...when, origin: SHOP, outcome: 'allowed', route: 'config', requests: 5, lastSeenAtMs: START_MS },
        ],
        latencies: [{ ...when, route: 'config', classes: [5, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0] }],
        hours: [{ hourAt: START_MS, requests: 5 }],
        lastUsedAtMs: START_MS,
      };
      const row = { id: 'jnl_named', part: 0, at: START_MS, keys: 1, counts: JSON.stringify([entry]) };
      await store.write((tx) => tx.db.insertInto('usage_journal').values(row).execute());
      // Parts told nothing of the ids in them then, so that whoever asks for one key gets it from any.
      await (await newNode()).journal.post(['key_named_0']);
      assert.deepEqual(await readable('named'), [5, 5, 5]);
    });

    it('tells of a surge with the batch that makes it one, however many batches are posted together', async () => {
      const node = await newNode();
      for (let round = 0; round < 3; round += 1) await node.keep(batchOf('surge', 60, START_MS + round));
      await node.journal.post();
      await node.keep(batchOf('surge', 60, START_MS + 10));
      await node.journal.post();
      const notices = await store.read
        .selectFrom('notice')
        .select(['subject_id', 'payload'])
        .where('organization_id', '=', 'org_surge')
        .where('kind', '=', 'surge')
        .execute();
      assert.equal(new Set(notices.map(({ subject_id }) => subject_id)).size, KEYS);
      assert.equal(notices.length, KEYS, 'once each');
    });

    it('keeps to the cap of origins, whatever is posted together', async () => {
      const node = await newNode();
      for (let round = 0; round < 3; round += 1) {
        const keys = batchOf('caps', 100, START_MS + round);
        await node.keep(keys.map((key, index) => (index % 200 === 0 ? scattered(key, round) : key)));
      }
      await node.journal.post();
      // Written at once, and by way of the journal.
      for (const keyId of ['key_caps_000', 'key_caps_200']) {
        const rows = store.read.selectFrom('usage_rollup').select('origin').where('key_id', '=', keyId);
        assert.equal((await rows.distinct().execute()).length, 201, keyId);
      }
      const all = 3 * 100 * KEYS;
      assert.deepEqual(await readable('caps'), [all, all, all]);
    });
  });
}

/** The same calls, each from an origin of its own. */
function scattered(key: KeyEntry, round: number): KeyEntry {
  const [cell] = key[7] as readonly [KeyEntry[7][number]];
  const cells = Array.from({ length: cell[6][0] ?? 0 }, (_, index) =>
    cell.with(2, `https://s${round}-${index}.example`).with(6, [1]),
  );
  return key.with(7, cells as never) as unknown as KeyEntry;
}
