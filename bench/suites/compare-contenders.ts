import { ownerToken } from '../fixture/installation.ts';
import { fire, type MeasuredVolley } from '../load/load.ts';
import { median } from '../measure/median.ts';
import { printNumber, type Table } from '../report/table.ts';
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
      claims.push(...claimsOf(context, name, engine, volleys, targets[engine]));
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

/** From here on the generator, not the server, says how many requests there are. */
const GENERATOR_IS_BUSY = 0.9;

/** Ratios are taken round by round, between neighbours in time, and then the middle one. */
function claimsOf(
  { generator }: BenchContext,
  name: string,
  engine: Engine,
  volleys: Volleys,
  targets: Partial<Record<ContenderName, number>>,
): Claim[] {
  const ours = volleys.get('wicketgate') ?? [];
  const claims: Claim[] = [];
  for (const [contender, theirs] of volleys) {
    if (contender === 'wicketgate') continue;
    const target = targets[contender];
    claims.push({
      name: `${name} on ${engine} / ${contender}`,
      unit: '×',
      target: target === undefined ? null : { atLeast: target },
      ...judge(
        generator === 'autocannon' || isGeneratorBound(ours) || isGeneratorBound(theirs),
        ours,
        theirs,
      ),
    });
  }
  return claims;
}

/** A generator that cannot keep up makes all servers look alike: then the servers' CPU time is what is compared. */
function judge(
  isBound: boolean,
  ours: readonly MeasuredVolley[],
  theirs: readonly MeasuredVolley[],
): Pick<Claim, 'value' | 'aside'> {
  const pairs = ours.map((volley, round) => [volley, theirs[round] as MeasuredVolley] as const);
  const byThroughput = median(pairs.map(([our, their]) => our.requestsPerSecond / their.requestsPerSecond));
  const ratios = pairs.flatMap(([our, their]) =>
    our.serverCpuUs === null || their.serverCpuUs === null ? [] : [their.serverCpuUs / our.serverCpuUs],
  );
  if (ratios.length === 0) return { value: byThroughput };
  const byCpu = median(ratios);
  return isBound
    ? { value: byCpu, aside: `by CPU, the generator was busy; by throughput ${printNumber(byThroughput)}×` }
    : { value: byThroughput, aside: `by CPU ${printNumber(byCpu)}×` };
}

function isGeneratorBound(volleys: readonly MeasuredVolley[]): boolean {
  const cores = volleys.flatMap(({ generatorCores }) => (generatorCores === null ? [] : [generatorCores]));
  return cores.length > 0 && median(cores) >= GENERATOR_IS_BUSY;
}
