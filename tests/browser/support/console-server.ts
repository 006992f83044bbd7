import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { freePort } from './free-port.ts';

const ROOT = resolve(import.meta.dirname, '../../..');

/** A server on an empty data folder, without the demo: nobody owns it yet. */
export interface ConsoleServer {
  readonly url: string;
  /** The link that the first start prints. */
  readonly setupUrl: string;
  stop(): Promise<void>;
}

/** @param settings beside the usual ones */
export async function startConsoleServer(settings: Record<string, string> = {}): Promise<ConsoleServer> {
  const dataDir = await mkdtemp(join(tmpdir(), 'wicketgate-console-'));
  const port = await freePort();
  const { DEMO: _demo, DATABASE_URL: _store, PUBLIC_URL: _url, ...env } = process.env;
  const server = spawn(process.execPath, ['packages/server/src/main.ts'], {
    cwd: ROOT,
    env: {
      ...env,
      DATA_DIR: dataDir,
      PORT: String(port),
      RATE_LIMITS: 'off',
      LOG_LEVEL: 'warn',
      ...settings,
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const setupUrl = await new Promise<string>((done, fail) => {
    let output = '';
    server.once('exit', () => fail(new Error(`the server ended early: ${output}`)));
    server.stdout.on('data', (chunk: Buffer) => {
      output += chunk.toString();
      const link = /https?:\S+\/console\/setup\?token=\S+/.exec(output)?.[0];
      if (link !== undefined) done(link);
    });
  });
  return {
    url: new URL(setupUrl).origin,
    setupUrl,
    stop: async () => {
      const ended = new Promise((done) => server.once('exit', done));
      server.kill('SIGTERM');
      await ended;
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
