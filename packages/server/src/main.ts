import { existsSync } from 'node:fs';
import { enableCompileCache } from 'node:module';
import type { AddressInfo } from 'node:net';
import { join, resolve } from 'node:path';
import process from 'node:process';
import type { Demo } from './demo.ts';
import { keepHeapSteady } from './platform/steady-heap.ts';

keepHeapSteady();
const projectFolder = resolve(import.meta.dirname, '../../..');
// Not in the system's folder of temporary files, as it would by itself: there anybody may have laid what is then run.
enableCompileCache(join(projectFolder, 'node_modules/.cache/node'));

// After the compile cache is on, so that it serves these too.
const { buildApp } = await import('./app.ts');
const { startDemo } = await import('./demo.ts');
const { openInstance } = await import('./open-instance.ts');
const { readConfig } = await import('./platform/config.ts');
const { createLogger } = await import('./platform/logger.ts');
const { setupNotice } = await import('./setup-notice.ts');

/** What to set otherwise where the system would not let it listen. */
const LISTEN_ADVICE: Readonly<Record<string, string>> = {
  EADDRINUSE: 'set PORT to another one',
  EACCES: 'set PORT to one above 1023, or let this user listen there',
  EADDRNOTAVAIL: 'set HOST to an address of this machine',
  ENOTFOUND: 'set HOST to an address of this machine',
};

try {
  await start();
} catch (error) {
  // What was opened until then (the writer's thread, connections) would keep the process alive, serving nobody.
  process.stderr.write(`wicketgate: ${complaint(error as NodeJS.ErrnoException)}\n`, () => process.exit(1));
}

async function start(): Promise<void> {
  const config = readConfig(process.env);
  const logger = createLogger(config.logLevel);
  const { store, vault } = await openInstance(config, logger);
  const widgetFolder = join(projectFolder, 'packages/widget/dist');
  const consoleDist = join(projectFolder, 'packages/console/dist');
  const consoleFolder = existsSync(consoleDist) ? consoleDist : null;
  const app = await buildApp({ config, store, vault, logger, widgetFolder, consoleFolder });
  let demo: Demo | null = null;
  const started = Promise.withResolvers<void>();
  // Before anybody is told that it runs. A stop that comes during the start waits for its end.
  let stopping = false;
  const stop = async (signal: string): Promise<void> => {
    if (stopping) return;
    stopping = true;
    logger.info({ signal }, 'stopping');
    const forced = setTimeout(() => {
      logger.warn('requests were still running at the end of the grace period');
      process.exit(1);
    }, config.shutdownGraceMs);
    await started.promise;
    await demo?.site.close();
    await app.close();
    await store.close();
    clearTimeout(forced);
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => void stop(signal));
  await app.listen({ port: config.port, host: config.host });
  const { port } = app.server.address() as AddressInfo;
  logger.info({ port, host: config.host, engine: store.engine, publicUrl: config.publicUrl }, 'ready');

  if (config.demo) {
    const { publicUrl, host } = config;
    const folder = join(projectFolder, 'demo');
    demo = await startDemo({ app, store, vault, publicUrl, folder, host, port: port + 1 });
    if (demo !== null) process.stdout.write(welcome(publicUrl, demo, demo.ownerKey?.expose() ?? null));
  }
  // After the demo, so that its organization is the one that the first owner joins.
  process.stdout.write(await setupNotice(store, config.publicUrl));
  started.resolve();
}

function complaint({ message, code, syscall }: NodeJS.ErrnoException): string {
  const advice = ['listen', 'getaddrinfo'].includes(syscall ?? '') ? LISTEN_ADVICE[code ?? ''] : undefined;
  return advice === undefined ? message : `${message}; ${advice}`;
}

/** What a person who just typed `npm start` needs to know. The key goes to the terminal, once, and to no log. */
function welcome(publicUrl: string, { url, shutOut }: Demo, ownerKey: string | null): string {
  const refused = shutOut === null ? '' : `\n  Its chat is refused there:  ${shutOut}`;
  const key =
    ownerKey === null
      ? 'The owner API key was shown at the first start (delete the data folder to begin anew).'
      : `Owner API key, shown this once:  ${ownerKey}`;
  return `
  Wicketgate is ready.

  Demo site, with a chat:  ${url}${refused}
  API:                     ${publicUrl}/api/v1
  ${key}

`;
}
