import { writeFile } from 'node:fs/promises';
import { Agent, get } from 'node:http';
import { dirname, join } from 'node:path';
import type { Engine } from '../fixture/engine.ts';
import { ownerToken } from '../fixture/installation.ts';
import { seededRandom } from '../fixture/seeded-random.ts';
import { fire } from '../load/load.ts';
import { managementApi } from '../servers/management-api.ts';
import type { ServerProcess } from '../servers/server-process.ts';
import { startWicketgate } from '../servers/wicketgate.ts';
import { CONFIG_PATH } from './contenders.ts';
import { StormChanges } from './storm-changes.ts';
import { Ledger, type Pass } from './storm-ledger.ts';
import { type BenchContext, ENGINES, type Suite, type SuiteResult } from './suite.ts';

const DEPLOYMENTS = 24;
/** Calls under way at any time, on each node. */
const CALLERS = 16;
/** Sent on each node at once when a change has been acknowledged. */
const CALLS_AFTER_A_CHANGE = 3;
const BACKGROUND_CONNECTIONS = 16;

/**
 * Keys are rotated, revoked and their origins edited through the API while every node is busy. What started after a
 * change was acknowledged must go by the new state, on the node that made the change and on every other.
 */
export const revokeStormSuite: Suite = {
  name: 'revoke-storm',
  async run(context: BenchContext): Promise<SuiteResult> {
    const outcomes: { engine: Engine; nodes: number; ledger: Ledger }[] = [];
    for (const engine of ENGINES) {
      // One process has the embedded store to itself.
      const nodes = engine === 'postgres' ? 2 : 1;
      context.note(`revoke storm on ${engine}, ${nodes} ${nodes === 1 ? 'node' : 'nodes'}`);
      outcomes.push({ engine, nodes, ledger: await storm(context, engine, nodes) });
    }
    for (const { ledger } of outcomes) for (const example of ledger.examples) context.note(example);
    return {
      tables: [
        {
          title: 'revoke storm: rotations, revocations and edits of origins under load',
          columns: [
            '',
            'nodes',
            'changes',
            'calls judged',
            'within 20 ms',
            'stale accepts',
            'wrong refusals',
          ],
          rows: outcomes.map(({ engine, nodes, ledger }) => [
            engine,
            nodes,
            ledger.changes,
            ledger.judged,
            ledger.judgedSoon,
            ledger.staleAccepts,
            ledger.wrongRefusals,
          ]),
        },
      ],
      claims: outcomes.flatMap(({ engine, ledger }) => [
        { name: `stale accepts on ${engine}`, value: ledger.staleAccepts, unit: '', target: { atMost: 0 } },
        { name: `wrong refusals on ${engine}`, value: ledger.wrongRefusals, unit: '', target: { atMost: 0 } },
      ]),
      failed: outcomes.some(({ ledger }) => ledger.staleAccepts + ledger.wrongRefusals > 0),
    };
  },
};

async function storm(context: BenchContext, engine: Engine, nodeCount: number): Promise<Ledger> {
  const store = await context.datasets.empty(engine, 'storm');
  const options = {
    dataDir: engine === 'sqlite' ? dirname(store) : join(context.scratch, 'storm-node'),
    databaseUrl: engine === 'sqlite' ? null : store,
    adminToken: ownerToken(),
  };
  const nodes: ServerProcess[] = [];
  const agent = new Agent({ keepAlive: true });
  try {
    for (let node = 0; node < nodeCount; node += 1) nodes.push(await startWicketgate(options));
    const [first] = nodes as [ServerProcess, ...ServerProcess[]];
    const api = managementApi(first.port, ownerToken());
    const chatbot = await api.call('POST', '/chatbots', { name: 'Storm' });
    const changes = new StormChanges(api, chatbot.id, seededRandom(7));
    await changes.grow(DEPLOYMENTS);
    const callFile = join(context.scratch, `storm-${engine}.calls`);
    await writeFile(callFile, await lineOfCalm(api, chatbot.id));
    return await rage(context, nodes, changes, callFile, agent);
  } finally {
    agent.destroy();
    await Promise.all(nodes.map((node) => node.stop()));
  }
}

/** A deployment that nobody touches: the background load's. */
async function lineOfCalm(api: ReturnType<typeof managementApi>, chatbotId: string): Promise<string> {
  const { key } = await api.call('POST', `/chatbots/${chatbotId}/deployments`, {
    ...{ type: 'website', label: 'Calm', environment: 'live', site: 'www.calm.example' },
  });
  return `${key.secret} https://www.calm.example\n`;
}

async function rage(
  { quick, generator }: BenchContext,
  nodes: readonly ServerProcess[],
  changes: StormChanges,
  callFile: string,
  agent: Agent,
): Promise<Ledger> {
  const durationMs = quick ? 2_000 : 30_000;
  const endsAtMs = performance.now() + durationMs;
  const ledger = new Ledger();
  const attempt = async (port: number, pass: Pass): Promise<void> => {
    const judge = ledger.open(pass);
    judge(await statusOf(port, pass, agent));
  };
  const caller = async (port: number): Promise<void> => {
    while (performance.now() < endsAtMs) await attempt(port, changes.pick());
  };
  const changer = async (): Promise<void> => {
    const probes: Promise<void>[] = [];
    while (performance.now() < endsAtMs) {
      const passes = await changes.step();
      ledger.changes += 1;
      for (const { port } of nodes) {
        for (const pass of passes) {
          for (let sent = 0; sent < CALLS_AFTER_A_CHANGE; sent += 1) probes.push(attempt(port, pass));
        }
      }
    }
    await Promise.all(probes);
  };
  const background = nodes.map(({ port, pid }) =>
    fire(
      generator,
      {
        ...{ port, path: CONFIG_PATH, form: 'header', callerToken: ownerToken(), callFile, durationMs },
        connections: BACKGROUND_CONNECTIONS,
      },
      pid,
      null,
    ),
  );
  const callers = nodes.flatMap(({ port }) => Array.from({ length: CALLERS }, () => caller(port)));
  const [volleys] = await Promise.all([Promise.all(background), changer(), ...callers]);
  const unanswered = volleys.reduce((sum, { failures }) => sum + failures, 0);
  if (unanswered > 0) throw new Error(`${unanswered} calls with a key that nobody touched were not answered`);
  return ledger;
}

function statusOf(port: number, { token, origin }: Pass, agent: Agent): Promise<number> {
  return new Promise((resolve, reject) => {
    const headers = { authorization: `Bearer ${token}`, origin };
    get({ host: '127.0.0.1', port, path: CONFIG_PATH, headers, agent }, (answer) => {
      answer.resume();
      answer.on('end', () => resolve(answer.statusCode ?? 0));
    }).on('error', reject);
  });
}
