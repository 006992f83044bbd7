import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { it } from 'node:test';
import { startServerProcess } from './support/server-process.ts';

it('a start on a port that is taken ends with the setting to change', async () => {
  const other = createServer().listen(0, '127.0.0.1');
  await once(other, 'listening');
  const { port } = other.address() as AddressInfo;
  const dataDir = await mkdtemp(join(tmpdir(), 'wicketgate-port-'));
  try {
    const start = startServerProcess({
      PATH: process.env['PATH'] ?? '',
      DATA_DIR: dataDir,
      PORT: String(port),
    });
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
    await rm(dataDir, { recursive: true, force: true });
  }
});
