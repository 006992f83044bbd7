import { mkdir } from 'node:fs/promises';
import { enableCompileCache } from 'node:module';
import type { AddressInfo } from 'node:net';
import { resolve } from 'node:path';
import process from 'node:process';

enableCompileCache();

// After the compile cache is on, so that it serves these too.
const { buildApp } = await import('./app.ts');
const { openInstance } = await import('./open-instance.ts');
const { readConfig } = await import('./platform/config.ts');
const { createLogger } = await import('./platform/logger.ts');

try {
  await start();
} catch (error) {
  process.stderr.write(`wicketgate: ${(error as Error).message}\n`);
  process.exitCode = 1;
}

async function start(): Promise<void> {
  const config = readConfig(process.env);
  const logger = createLogger(config.logLevel);
  await mkdir(config.dataDir, { recursive: true, mode: 0o700 });
  const { store, vault } = await openInstance(config, logger);
  const widgetFolder = resolve(import.meta.dirname, '../../widget/dist');
  const app = await buildApp({ config, store, vault, logger, widgetFolder });
  await app.listen({ port: config.port, host: config.host });
  const { port } = app.server.address() as AddressInfo;
  logger.info({ port, host: config.host, engine: store.engine, publicUrl: config.publicUrl }, 'ready');

  let stopping = false;
  const stop = async (signal: string): Promise<void> => {
    if (stopping) return;
    stopping = true;
    logger.info({ signal }, 'stopping');
    const forced = setTimeout(() => {
      logger.warn('requests were still running at the end of the grace period');
      process.exit(1);
    }, config.shutdownGraceMs);
    await app.close();
    await store.close();
    clearTimeout(forced);
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => void stop(signal));
}
