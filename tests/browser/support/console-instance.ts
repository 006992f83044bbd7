import { join, resolve } from 'node:path';
import { setupNotice } from '../../../packages/server/src/setup-notice.ts';
import { startInstance, type TestInstance } from '../../../packages/server/test/support/test-instance.ts';
import { freePort } from './free-port.ts';

const CONSOLE = join(resolve(import.meta.dirname, '../../..'), 'packages/console/dist');

/** A server with the console in this process, so that its clock and what it stores are in reach. */
export interface ConsoleInstance {
  readonly instance: TestInstance;
  /** The link that the first start prints. */
  readonly setupUrl: string;
}

export async function startConsoleInstance(): Promise<ConsoleInstance> {
  const port = await freePort();
  const publicUrl = `http://127.0.0.1:${port}`;
  const instance = await startInstance('sqlite', { publicUrl, port, consoleFolder: CONSOLE });
  const notice = await setupNotice(instance.store, instance.url);
  return { instance, setupUrl: /http\S+/.exec(notice)?.[0] ?? '' };
}
