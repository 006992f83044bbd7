import { ownerToken } from '../fixture/installation.ts';
import { fire, type MeasuredVolley } from '../load/load.ts';
import { median } from '../measure/median.ts';
import type { Table } from '../report/table.ts';
import { type Contender, type ContenderName, KEYS, type Route, startContenders } from './contenders.ts';
import { type BenchContext, type Claim, ENGINES, type Engine, type SuiteResult } from './suite.ts';

export const CONNECTIONS = 64;

/** How many times a contender we must be, by engine; contenders that are not named are only told. */
export type Targets = Readonly<Record<Engine, Partial<Record<ContenderName, number>>>>;

/** Ours against the others on both engines: the same calls in turn, round by round, so that a slow minute hits all. */
export async function compareContenders(
  context: BenchContext,
  name: string,
  route: Route,
  targets: Targets,
): Promise<SuiteResult> {
  const tables: Table[] = [];
  const claims: Claim[] = [];
  for (const engine of ENGINES) {
    context.note(`${name} on ${engine}: starting the contenders …`);
    const { contenders, stop } = await startContenders(context, engine, route);
    try {
      const databasePid = engine === 'postgres' ? await context.datasets.databasePid() : null;
      const volleys = await runRounds(context, route, contenders, databasePid);
      tables.push(tableOf(context, name, engine, volleys));
      claims.push(...claimsOf(name, engine, volleys, targets[engine]));
    } finally {
      await stop();
    }
  }
  return { tables, claims };
}

type Volleys = ReadonlyMap<ContenderName, readonly MeasuredVolley[]>;

async function runRounds(
  { quick, generator, note }: BenchContext,
  { form, path }: Route,
  contenders: readonly Contender[],
  databasePid: number | null,
): Promise<Volleys> {
  const rounds = quick ? 1 : 5;
  const durationMs = quick ? 1_000 : 5_000;
  const volleys = new Map<ContenderName, MeasuredVolley[]>();
  for (let round = 0; round <= rounds; round += 1) {
    // Round 0 warms up: compilers, caches, connections.
    note(round === 0 ? '  warming up' : `  round ${round} of ${rounds}`);
    for (const { name, server, callFile } of contenders) {
      const load = { port: server.port, path, form, callerToken: ownerToken(), callFile };
      const length = round === 0 ? Math.min(durationMs, 2_000) : durationMs;
      const volley = await fire(
        generator,
        { ...load, connections: CONNECTIONS, durationMs: length },
        server.pid,
        databasePid,
      );
      if (volley.failures > 0)
        throw new Error(`${name} did not answer ${volley.failures} good calls with 2xx`);
      if (round > 0) volleys.set(name, [...(volleys.get(name) ?? []), volley]);
    }
  }
  return volleys;
}

function tableOf({ generator, quick }: BenchContext, name: string, engine: Engine, volleys: Volleys): Table {
  const middle = (all: readonly MeasuredVolley[], field: keyof MeasuredVolley): number | null => {
    const values = all.map((volley) => volley[field]).filter((value) => value !== null);
    return values.length === 0 ? null : median(values);
  };
  return {
    title: `${name} on ${engine}: ${KEYS.toLocaleString('en-US')} keys, ${CONNECTIONS} connections, ${generator}${quick ? ', quick' : ''}`,
    columns: ['', 'req/s', 'p50 ms', 'p99 ms', 'CPU µs/req', 'db CPU µs/req', 'cores', 'generator cores'],
    rows: [...volleys].map(([contender, all]) => [
      contender,
      middle(all, 'requestsPerSecond'),
      middle(all, 'p50Ms'),
      middle(all, 'p99Ms'),
      middle(all, 'serverCpuUs'),
      middle(all, 'databaseCpuUs'),
      middle(all, 'serverCores'),
      middle(all, 'generatorCores'),
    ]),
  };
}

/** Ratios are taken round by round, between neighbours in time, and then the middle one. */
function claimsOf(
  name: string,
  engine: Engine,
  volleys: Volleys,
  targets: Partial<Record<ContenderName, number>>,
): Claim[] {
  const ours = volleys.get('wicketgate') ?? [];
  const claims: Claim[] = [];
  for (const [contender, theirs] of volleys) {
    if (contender === 'wicketgate') continue;
    const byThroughput = ours.map(
      (volley, round) => volley.requestsPerSecond / (theirs[round] as MeasuredVolley).requestsPerSecond,
    );
    const byCpu = ours.flatMap((volley, round) => {
      const other = theirs[round]?.serverCpuUs ?? null;
      return other === null || volley.serverCpuUs === null ? [] : [other / volley.serverCpuUs];
    });
    const target = targets[contender];
    claims.push({
      name: `${name} on ${engine} / ${contender}`,
      value: median(byThroughput),
      unit: '×',
      target: target === undefined ? null : { atLeast: target },
      byCpu: byCpu.length === 0 ? null : median(byCpu),
    });
  }
  return claims;
}
