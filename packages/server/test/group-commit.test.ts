import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, it } from 'node:test';
import type { Execute } from '../src/store/kysely-over.ts';
import { startWriter, type Writer } from '../src/store/sqlite/database-thread.ts';
import { GroupCommit } from '../src/store/sqlite/group-commit.ts';
import { StoreUnavailable } from '../src/store/store.ts';

const MOST_A_COMMIT = 256;

let folder: string;
let path: string;
let writer: Writer;
let commits: GroupCommit;
/** A connection of another process: it sees what is committed and nothing else. */
let outsider: DatabaseSync;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'wicketgate-commit-'));
  path = join(folder, 'wicketgate.db');
  writer = startWriter(path);
  commits = new GroupCommit(writer.send);
  await commits.run(async (execute) => {
    await execute('create table entry (name text primary key)', []);
    await execute(
      'create table child (parent text references entry (name) deferrable initially deferred)',
      [],
    );
  });
  outsider = new DatabaseSync(path, { readOnly: true });
});

afterEach(async () => {
  outsider.close();
  await commits.close();
  await writer.close();
  await rm(folder, { recursive: true, force: true });
});

function insert(execute: Execute, name: string): Promise<unknown> {
  return execute('insert into entry values (?)', [name]);
}

function add(name: string): Promise<unknown> {
  return commits.run((execute) => insert(execute, name));
}

function stored(): string[] {
  return outsider
    .prepare('select name from entry order by rowid')
    .all()
    .map((row) => row.name as string);
}

/** Frames of the write-ahead log that end a transaction (https://www.sqlite.org/fileformat2.html#walformat). */
async function countCommits(): Promise<number> {
  const log = await readFile(`${path}-wal`);
  const frameBytes = 24 + log.readUInt32BE(8);
  let count = 0;
  for (let at = 32; at + frameBytes <= log.length; at += frameBytes) {
    if (log.readUInt32BE(at + 4) > 0) count += 1;
  }
  return count;
}

describe('changes that wait together share a commit', () => {
  it(`${MOST_A_COMMIT / 4} changes at once reach the disk together`, async () => {
    const earlier = await countCommits();
    await Promise.all(Array.from({ length: MOST_A_COMMIT / 4 }, (_, index) => add(`n${index}`)));
    assert.equal(stored().length, MOST_A_COMMIT / 4);
    assert.equal((await countCommits()) - earlier, 1);
  });

  it('more than fit into one commit are not kept waiting for a queue that never empties', async () => {
    const earlier = await countCommits();
    await Promise.all(Array.from({ length: MOST_A_COMMIT + 1 }, (_, index) => add(`n${index}`)));
    assert.equal((await countCommits()) - earlier, 2);
  });

  it('changes one after the other are each on disk before the next begins', async () => {
    const earlier = await countCommits();
    for (const name of ['a', 'b', 'c']) {
      await add(name);
      assert.equal(stored().at(-1), name);
    }
    assert.equal((await countCommits()) - earlier, 3);
  });

  it('a change that has run is neither acknowledged nor visible before the commit it shares', async () => {
    let acknowledged = false;
    const first = add('first').then(() => {
      acknowledged = true;
    });
    const second = commits.run(async (execute) => {
      await insert(execute, 'second');
      assert.deepEqual([acknowledged, stored()], [false, []]);
    });
    await Promise.all([first, second]);
    assert.deepEqual([acknowledged, stored()], [true, ['first', 'second']]);
  });
});

describe('a change that fails takes nothing else with it', () => {
  const failures: readonly [reason: string, fail: (execute: Execute) => Promise<unknown>][] = [
    [
      'it throws',
      async (execute) => {
        await insert(execute, 'half');
        throw new Error('no');
      },
    ],
    ['it throws before its first statement', () => Promise.reject(new Error('no'))],
    [
      'a statement of it collides',
      async (execute) => {
        await insert(execute, 'half');
        await insert(execute, 'before');
      },
    ],
    [
      'a statement of it is wrong',
      async (execute) => {
        await insert(execute, 'half');
        await execute('insert into nowhere values (1)', []);
      },
    ],
    [
      'a value of it cannot be sent',
      async (execute) => {
        await insert(execute, 'half');
        await execute('insert into entry values (?)', [() => 'a function']);
      },
    ],
  ];
  for (const [reason, fail] of failures) {
    it(reason, async () => {
      const earlier = await countCommits();
      const outcomes = await Promise.allSettled([add('before'), commits.run(fail), add('after')]);
      assert.deepEqual(
        outcomes.map(({ status }) => status),
        ['fulfilled', 'rejected', 'fulfilled'],
      );
      assert.deepEqual(stored(), ['before', 'after']);
      assert.equal((await countCommits()) - earlier, 1, 'all three ran within one physical commit');
    });
  }

  it('changes that only fail do not keep those waiting that have succeeded', async () => {
    const fail = () => commits.run(() => Promise.reject(new Error('no')));
    const failing = Array.from({ length: MOST_A_COMMIT * 2 }, fail);
    await Promise.all([add('a'), Promise.allSettled(failing)]);
    assert.deepEqual(stored(), ['a']);
  });
});

describe('a commit that fails takes back all that ran in it, and everybody is told', () => {
  it('a constraint that is checked at the end', async () => {
    const orphan = commits.run((execute) => execute('insert into child values (?)', ['nobody']));
    const outcomes = await Promise.allSettled([add('a'), orphan, add('b')]);
    for (const outcome of outcomes) {
      assert.ok(outcome.status === 'rejected' && outcome.reason instanceof StoreUnavailable);
    }
    assert.deepEqual(stored(), []);
    await add('later');
    assert.deepEqual(stored(), ['later'], 'the next commit is untouched');
  });

  it('a full disk: whoever was acknowledged is there, whoever was not is told that the store is unavailable', async () => {
    await writer.send([{ sql: 'pragma max_page_count = 20', parameters: [] }]);
    const names = ['small', 'x'.repeat(200_000), 'tiny'];
    const outcomes = await Promise.allSettled(names.map(add));
    const acknowledged = names.filter((_, index) => outcomes[index]?.status === 'fulfilled');
    assert.deepEqual(stored(), acknowledged);
    const [, big] = outcomes;
    assert.ok(big?.status === 'rejected' && big.reason instanceof StoreUnavailable);
    await writer.send([{ sql: 'pragma max_page_count = 100000', parameters: [] }]);
    await add('later');
    assert.equal(stored().at(-1), 'later', 'once there is room again, it works again');
  });
});

describe('the queue', () => {
  it('takes a change at whatever moment it comes, also between the last look and the end', async () => {
    for (let microtasks = 0; microtasks < 30; microtasks += 1) {
      await add(`first ${microtasks}`);
      for (let step = 0; step < microtasks; step += 1) await null;
      await add(`second ${microtasks}`);
    }
    assert.equal(stored().length, 60);
  });

  it('is finished when it is closed, and refuses what comes later', async () => {
    const queued = ['a', 'b', 'c'].map(add);
    const closing = commits.close();
    const late = add('late');
    await assert.rejects(late, StoreUnavailable);
    await Promise.all([...queued, closing]);
    assert.deepEqual(stored(), ['a', 'b', 'c']);
  });
});

describe('a writer thread that ends', () => {
  it('in the middle of a change: everybody is told, nothing hangs, nothing is stored', async () => {
    const outcomes = await Promise.allSettled([
      add('before'),
      commits.run(async (execute) => {
        await insert(execute, 'half');
        await writer.close();
        await insert(execute, 'other half');
      }),
      add('after'),
    ]);
    for (const outcome of outcomes) {
      assert.ok(outcome.status === 'rejected' && outcome.reason instanceof StoreUnavailable);
    }
    assert.deepEqual(stored(), []);
    await assert.rejects(add('later'), StoreUnavailable);
    assert.throws(() => writer.assertAlive(), StoreUnavailable);
  });

  it('while a statement is under way: it is told so', async () => {
    const closing = writer.close();
    await assert.rejects(add('late'), StoreUnavailable);
    await closing;
  });

  it('because it could not begin: the reason is told, and closing returns', async () => {
    const stillborn = startWriter(join(folder, 'no', 'such', 'folder', 'x.db'));
    const queue = new GroupCommit(stillborn.send);
    await assert.rejects(
      queue.run(async () => undefined),
      (error) => error instanceof StoreUnavailable && /unable to open/.test(error.message),
    );
    await queue.close();
    await stillborn.close();
    await stillborn.close();
  });
});
