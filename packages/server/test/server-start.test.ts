import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { startServerProcess } from './support/server-process.ts';

describe('the start of a server', () => {
  let folder: string;
  let settings: Record<string, string>;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'wicketgate-start-'));
    settings = { PATH: process.env['PATH'] ?? '', DATA_DIR: join(folder, 'data') };
  });
  after(() => rm(folder, { recursive: true, force: true }));

  it('on a port that is taken ends with the setting to change', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as AddressInfo;
    try {
      const start = startServerProcess({ ...settings, PORT: String(port) });
      await assert.rejects(start, ({ message }: Error) => {
        assert.match(message, /ended with code 1:/);
        assert.match(
          message,
          new RegExp(`already in use 127\\.0\\.0\\.1:${port}; set PORT to another one\\n$`),
        );
        return true;
      });
    } finally {
      other.close();
    }
  });

  const unusable: readonly [reason: string, settings: () => Record<string, string>, sentence: RegExp][] = [
    ['a host of another machine', () => ({ HOST: '192.0.2.1' }), /; set HOST to an address of this machine$/],
    [
      'a folder that is a file',
      () => ({ DATA_DIR: join(folder, 'file') }),
      /the store cannot be opened \(.*wicketgate\.db, by DATA_DIR\): EEXIST/,
    ],
    [
      'a file that is no database',
      () => ({ DATA_DIR: join(folder, 'scrap') }),
      /the store cannot be opened \(.*wicketgate\.db, by DATA_DIR\): .*file is not a database$/,
    ],
    [
      'a database that does not answer',
      () => ({ DATABASE_URL: 'postgres://127.0.0.1:1/none' }),
      /the store cannot be opened \(by DATABASE_URL\): PostgreSQL: connect ECONNREFUSED/,
    ],
  ];
  for (const [reason, wrong, sentence] of unusable) {
    it(`with ${reason} ends with the setting to change`, async () => {
      await mkdir(join(folder, 'scrap'), { recursive: true });
      await writeFile(join(folder, 'scrap/wicketgate.db'), 'no database at all'.repeat(500));
      await writeFile(join(folder, 'file'), '');
      const start = startServerProcess({ ...settings, PORT: '0', ...wrong() });
      await assert.rejects(start, ({ message }: Error) => {
        assert.match(message.trimEnd(), sentence);
        return true;
      });
    });
  }

  it('makes files that nobody else may read, whoever may look into the folder', async () => {
    const data = join(folder, 'open');
    await mkdir(data, { mode: 0o755 });
    const server = await startServerProcess({ ...settings, PORT: '0', DATA_DIR: data });
    try {
      const files = (await readdir(data)).sort();
      assert.deepEqual(files, ['master.key', 'wicketgate.db', 'wicketgate.db-shm', 'wicketgate.db-wal']);
      for (const file of files) {
        const { mode } = await stat(join(data, file));
        assert.equal((mode & 0o777).toString(8), '600', file);
      }
    } finally {
      await server.kill();
    }
  });

  it('runs nothing that others may have laid into the folder of temporary files, nor leaves anything there', async () => {
    const temporary = join(folder, 'temporary');
    await mkdir(temporary);
    const server = await startServerProcess({ ...settings, PORT: '0', TMPDIR: temporary });
    assert.equal(await server.stop(), 0, 'a stop is taken as soon as it is ready');
    assert.deepEqual(await readdir(temporary), []);
  });
});
