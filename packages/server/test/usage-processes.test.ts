import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { Agent, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { type Postgres, startPostgres } from '../../../test-support/postgres.ts';
import { type ServerProcess, startServerProcess } from './support/server-process.ts';
import { mintTestKey } from './support/test-instance.ts';

/** Calls in all, in two processes; USAGE_CALLS=100000 is the long form (docs/operations.md). */
const CALLS = Number(process.env['USAGE_CALLS'] || 3_000);
const CONNECTIONS = 8;
/** What the last batch may have held: a second until it was due, and the time that it took. */
const LAST_BATCH_MS = 2_000;

const SITES = ['https://a.example', 'https://b.example', 'https://refused.example'] as const;

describe('what two processes over one database count', () => {
  const token = mintTestKey();
  const masterKey = randomBytes(32).toString('base64');
  let postgres: Postgres;
  let databaseUrl: string;
  let dataDir: string;
  let steady: ServerProcess;
  let doomed: ServerProcess;
  before(async () => {
    postgres = await startPostgres();
    databaseUrl = await postgres.createDatabase('usage');
    dataDir = await mkdtemp(join(tmpdir(), 'wicketgate-usage-'));
    [steady, doomed] = await Promise.all([start(), start()]);
  });
  after(async () => {
    await Promise.all([steady.kill(), doomed.kill()]);
    await postgres.stop();
    await rm(dataDir, { recursive: true, force: true });
  });

  function start(): Promise<ServerProcess> {
    return startServerProcess({
      PORT: '0',
      DATA_DIR: dataDir,
      DATABASE_URL: databaseUrl,
      WICKET_MASTER_KEY: masterKey,
      WICKET_ADMIN_TOKEN: token,
      RATE_LIMITS: 'off',
    });
  }

  // biome-ignore lint/suspicious/noExplicitAny: what a test reads of an answer is checked by its assertions.
  async function manage(server: ServerProcess, method: string, path: string, body?: object): Promise<any> {
    const response = await fetch(`${server.url}/api/v1${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const json = await response.json();
    assert.ok(response.ok, JSON.stringify(json));
    return json;
  }

  async function newDeployment(): Promise<{ id: string; key: string }> {
    const { id } = await manage(steady, 'POST', '/chatbots', { name: 'Bot' });
    const made = await manage(steady, 'POST', `/chatbots/${id}/deployments`, {
      type: 'website',
      label: 'Shop',
      environment: 'live',
      site: SITES[0],
      restriction: { kind: 'websites', origins: SITES.slice(0, 2) },
    });
    return { id: made.deployment.id, key: made.key.secret };
  }

  /** Reads from the other process's database: by whatever process is asked, after it has written its own counts. */
  async function stored(by: ServerProcess, deploymentId: string): Promise<Record<string, number>> {
    const { data } = await manage(by, 'GET', `/usage?deploymentId=${deploymentId}&groupBy=origin`);
    return Object.fromEntries(
      data.map(({ group, total }: { group: string; total: number }) => [group, total]),
    );
  }

  it(`${CALLS} known calls: exact where the process was stopped, and at most the last second lost where it was killed`, async () => {
    const shared = await newDeployment();
    const lost = await newDeployment();
    const third = Math.floor(CALLS / 3);
    const both = await Promise.all([
      callMany(steady, shared.key, third),
      callMany(doomed, shared.key, third),
    ]);
    // Asking a process for usage makes it write what it holds: from here on only `lost` has anything to lose.
    await stored(doomed, shared.id);
    assert.equal(await steady.stop(), 0);
    const last = await callMany(doomed, lost.key, third);
    const killedMs = performance.now();
    await doomed.kill();

    steady = await start();
    const expected: Record<string, number> = {};
    for (const answered of both) {
      for (const { origin } of answered) expected[origin] = (expected[origin] ?? 0) + 1;
    }
    assert.deepEqual(await stored(steady, shared.id), expected);
    const kept = Object.values(await stored(steady, lost.id)).reduce((sum, count) => sum + count, 0);
    const safe = last.filter(({ atMs }) => atMs < killedMs - LAST_BATCH_MS).length;
    assert.ok(kept <= last.length, `${kept} of ${last.length}: nothing is counted twice`);
    assert.ok(kept >= safe, `${kept} of ${last.length}, ${safe} of which were answered in good time`);
  });
});

interface Answered {
  readonly origin: string;
  readonly atMs: number;
}

/** Calls one after the other on each of a few connections; every third origin is refused. */
async function callMany(server: ServerProcess, key: string, calls: number): Promise<Answered[]> {
  const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS });
  const answered: Answered[] = [];
  let begun = 0;
  const worker = async () => {
    for (let call = begun++; call < calls; call = begun++) {
      const origin = SITES[call % SITES.length] as string;
      const status = await callOnce(agent, `${server.url}/widget/config`, key, origin);
      assert.equal(status, origin === SITES[2] ? 403 : 200);
      answered.push({ origin, atMs: performance.now() });
    }
  };
  await Promise.all(Array.from({ length: CONNECTIONS }, worker));
  agent.destroy();
  return answered;
}

function callOnce(agent: Agent, url: string, key: string, origin: string): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const call = request(url, { agent, headers: { authorization: `Bearer ${key}`, origin } }, (response) => {
      response
        .resume()
        .on('end', () => resolve(response.statusCode))
        .on('error', reject);
    });
    call.on('error', reject).end();
  });
}
