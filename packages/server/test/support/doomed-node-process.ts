import type { AddressInfo } from 'node:net';
import { buildApp } from '../../src/app.ts';
import { openInstance } from '../../src/open-instance.ts';
import { createLogger } from '../../src/platform/logger.ts';

const logger = createLogger('silent');
const { store, vault } = await openInstance(
  {
    dataDir: process.env['DATA_DIR'] ?? '',
    databaseUrl: process.env['DATABASE_URL'] || null,
    masterKey: null,
    adminToken: null,
  },
  logger,
);
const app = await buildApp({
  config: { publicUrl: 'http://localhost:8787', rateLimits: false, trustedProxyHops: 0 },
  store,
  vault,
  logger,
  widgetFolder: null,
  replyTimings: { persistEveryMs: 20 },
  answerer: {
    async *reply() {
      yield 'One two ';
      await new Promise(() => undefined);
    },
  },
});
await app.listen({ port: 0, host: '127.0.0.1' });
process.stdout.write(`http://127.0.0.1:${(app.server.address() as AddressInfo).port}\n`);
