import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
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

  it('runs nothing that others may have laid into the folder of temporary files, nor leaves anything there', async () => {
    const temporary = join(folder, 'temporary');
    await mkdir(temporary);
    const server = await startServerProcess({ ...settings, PORT: '0', TMPDIR: temporary });
    assert.equal(await server.stop(), 0, 'a stop is taken as soon as it is ready');
    assert.deepEqual(await readdir(temporary), []);
  });
});
