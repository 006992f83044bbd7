import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { freePort } from './free-port.ts';

const ROOT = resolve(import.meta.dirname, '../../..');

/** The server as `npm start` runs it: its own process, an empty data folder, the demo. */
export interface DemoServer {
  readonly url: string;
  /** Another port, so another origin. */
  readonly siteUrl: string;
  readonly ownerKey: string;
  /** The link that the first start prints: whoever follows it owns what the key owns. */
  readonly setupUrl: string;
  /** Calls the management API with the owner's key; rejects on anything but 2xx. */
  api<Answer>(method: string, path: string, body?: object): Promise<Answer>;
  stop(): Promise<void>;
}

/** @param more further environment variables, such as DATABASE_URL */
export async function startDemoServer(more: Record<string, string> = {}): Promise<DemoServer> {
  const dataDir = await mkdtemp(join(tmpdir(), 'wicketgate-demo-'));
  const port = await freePort();
  const server = spawn(process.execPath, ['packages/server/src/main.ts'], {
    cwd: ROOT,
    env: { ...process.env, DATA_DIR: dataDir, PORT: String(port), DEMO: '1', LOG_LEVEL: 'warn', ...more },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const welcome = await readWelcome(server);
  const url = `http://localhost:${port}`;
  const { siteUrl, ownerKey, setupUrl } = welcome;
  return {
    url,
    siteUrl,
    ownerKey,
    setupUrl,
    api: async <Answer>(method: string, path: string, body?: object): Promise<Answer> => {
      const response = await fetch(`${url}/api/v1${path}`, {
        method,
        headers: { authorization: `Bearer ${ownerKey}`, 'content-type': 'application/json' },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      const text = await response.text();
      if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
      return (text === '' ? null : JSON.parse(text)) as Answer;
    },
    stop: async () => {
      const ended = new Promise((done) => server.once('exit', done));
      server.kill('SIGTERM');
      await ended;
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

type Welcome = Pick<DemoServer, 'siteUrl' | 'ownerKey' | 'setupUrl'>;

function readWelcome(server: ChildProcess): Promise<Welcome> {
  return new Promise((done, fail) => {
    let output = '';
    server.once('exit', () => fail(new Error(`the server ended early: ${output}`)));
    server.stdout?.on('data', (chunk: Buffer) => {
      output += chunk.toString();
      const siteUrl = /Demo site[^:]*:\s+(\S+)/.exec(output)?.[1];
      const ownerKey = /Owner API key[^:]*:\s+(cb_sk_live_\w+)/.exec(output)?.[1];
      const setupUrl = /https?:\S+\/console\/setup\?token=\S+/.exec(output)?.[0];
      if (siteUrl !== undefined && ownerKey !== undefined && setupUrl !== undefined) {
        done({ siteUrl, ownerKey, setupUrl });
      }
    });
  });
}
