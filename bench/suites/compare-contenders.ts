import type { Engine } from '../fixture/engine.ts';
import { ownerToken } from '../fixture/installation.ts';
import { fire, type MeasuredVolley } from '../load/load.ts';
import { median } from '../measure/median.ts';
import { printNumber, type Table } from '../report/table.ts';
import { type Contender, type ContenderName, KEYS, prepareContenders, type Route } from './contenders.ts';
import { type BenchContext, type Claim, ENGINES, type SuiteResult } from './suite.ts';

export const CONNECTIONS = 64;

/** How many times a contender we must be, by engine; contenders that are not named are only told. */
export type Targets = Readonly<Record<Engine, Partial<Record<ContenderName, number>>>>;

/** Ours against the others on both engines: the same calls in turn, round by round, so that a slow minute hits all. */
export async function compareContenders(
  context: BenchContext,
  name: string,
  route: Route,
  targets: Targets,
  engines: readonly Engine[] = ENGINES,
): Promise<SuiteResult> {
  const tables: Table[] = [];
  const claims: Claim[] = [];
  for (const engine of engines) {
    context.note(`${name} on ${engine}: preparing the contenders …`);
    const contenders = await prepareContenders(context, engine, route);
    const databasePid = engine === 'postgres' ? await context.datasets.databasePid() : null;
    const volleys = await runRounds(context, route, contenders, databasePid);
    tables.push(tableOf(context, name, engine, volleys));
    claims.push(...claimsOf(context, name, engine, volleys, targets[engine]));
  }
  return { tables, claims };
}

type Volleys = ReadonlyMap<ContenderName, readonly MeasuredVolley[]>;

/** In each round everyone is started anew: how well one life of a process goes is partly luck (compiler, heap). */
async function runRounds(
  context: BenchContext,
  route: Route,
  contenders: readonly Contender[],
  databasePid: number | null,
): Promise<Volleys> {
  const rounds = context.quick ? 1 : 9;
  const volleys = new Map<ContenderName, MeasuredVolley[]>(contenders.map(({ name }) => [name, []]));
  for (let round = 0; round < rounds; round += 1) {
    context.note(`  round ${round + 1} of ${rounds}`);
    for (const contender of inOrderOf(round, contenders)) {
      volleys.get(contender.name)?.push(await measure(context, route, contender, databasePid));
    }
  }
  return volleys;
}

/**
 * Whom one follows matters: who writes much leaves work for the disk and the database. In as many rounds as there are
 * contenders, where these are an even number, each follows each other once (E. J. Williams, 1949).
 */
function inOrderOf<Item>(round: number, items: readonly Item[]): Item[] {
  const count = items.length;
  return items.map((_, place) => {
    const step = place % 2 === 0 ? place / 2 : count - (place + 1) / 2;
    return items[(step + round) % count] as Item;
  });
}

async function measure(
  { quick, generator }: BenchContext,
  { form, path }: Route,
  { name, start, callFile }: Contender,
  databasePid: number | null,
): Promise<MeasuredVolley> {
  const server = await start();
  try {
    const load = { port: server.port, path, form, callerToken: ownerToken(), callFile };
    const volley = async (durationMs: number): Promise<MeasuredVolley> => {
      const fired = { ...load, connections: CONNECTIONS, durationMs };
      const measured = await fire(generator, fired, server.pid, databasePid);
      if (measured.failures === 0) return measured;
      throw new Error(`${name} did not answer ${measured.failures} good calls with 2xx`);
    };
    // Compilers, caches and connections warm up.
    await volley(quick ? 1_000 : 3_000);
    return await volley(quick ? 1_000 : 5_000);
  } finally {
    await server.stop();
  }
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
