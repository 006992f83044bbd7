import { join } from 'node:path';
import { writeCallFile } from '../fixture/call-file.ts';
import type { Engine } from '../fixture/engine.ts';
import { ownerToken } from '../fixture/installation.ts';
import { fire, type MeasuredVolley } from '../load/load.ts';
import { median } from '../measure/median.ts';
import { type ResidentMemory, residentMemory } from '../measure/resident-memory.ts';
import { printNumber } from '../report/table.ts';
import { startWicketgate } from '../servers/wicketgate.ts';
import { CONNECTIONS } from './compare-contenders.ts';
import { CONFIG_PATH } from './contenders.ts';
import { type BenchContext, type Claim, enginesOf, type Suite, type SuiteResult } from './suite.ts';

const FEW_KEYS = 1_000;

/** A load on a process that has just started, and what it took. */
interface Cold extends MeasuredVolley {
  readonly memory: ResidentMemory | null;
}

/** Does it matter how many keys are stored? Every volley meets a fresh process, whose cache is empty. */
export const scaleSuite: Suite = {
  name: 'scale',
  async run(context: BenchContext): Promise<SuiteResult> {
    const manyKeys = context.quick ? 10_000 : 1_000_000;
    const rounds = context.quick ? 1 : 5;
    const results: SuiteResult[] = [];
    for (const engine of enginesOf(context))
      results.push(await compareSizes(context, engine, manyKeys, rounds));
    return {
      tables: results.flatMap(({ tables }) => tables),
      claims: results.flatMap(({ claims }) => claims),
    };
  },
};

async function compareSizes(
  context: BenchContext,
  engine: Engine,
  manyKeys: number,
  rounds: number,
): Promise<SuiteResult> {
  const databasePid = engine === 'postgres' ? await context.datasets.databasePid() : null;
  const few: Cold[] = [];
  const many: Cold[] = [];
  for (let round = 1; round <= rounds; round += 1) {
    for (const [keys, volleys] of [
      [FEW_KEYS, few],
      [manyKeys, many],
    ] as const) {
      context.note(`scale on ${engine}: round ${round} of ${rounds}, ${keys.toLocaleString('en-US')} keys`);
      volleys.push(await fireCold(context, engine, keys, databasePid));
    }
  }
  const sizes = [
    [FEW_KEYS, few],
    [manyKeys, many],
  ] as const;
  return {
    tables: [
      {
        title: `scale on ${engine}: /widget/config, Zipf (s = 1), fresh process, ${CONNECTIONS} connections, ${context.generator}`,
        columns: [
          'keys',
          'req/s',
          'p50 ms',
          'p99 ms',
          'CPU µs/req',
          'db CPU µs/req',
          'RSS MB',
          'peak RSS MB',
        ],
        rows: sizes.map(([keys, volleys]) => [
          keys.toLocaleString('en-US'),
          median(volleys.map(({ requestsPerSecond }) => requestsPerSecond)),
          median(volleys.map(({ p50Ms }) => p50Ms)),
          median(volleys.map(({ p99Ms }) => p99Ms)),
          medianIfAny(volleys.map(({ serverCpuUs }) => serverCpuUs)),
          medianIfAny(volleys.map(({ databaseCpuUs }) => databaseCpuUs)),
          medianIfAny(volleys.map(({ memory }) => memory?.nowMb ?? null)),
          medianIfAny(volleys.map(({ memory }) => memory?.peakMb ?? null)),
        ]),
      },
    ],
    claims: claimsOf(engine, manyKeys, few, many),
  };
}

async function fireCold(
  context: BenchContext,
  engine: Engine,
  keys: number,
  databasePid: number | null,
): Promise<Cold> {
  // More calls than one volley can send, so that the cache never sees the same stretch twice.
  const calls = context.quick ? 100_000 : 1_500_000;
  const callFile = join(context.scratch, `scale-${keys}.calls`);
  await writeCallFile(callFile, keys, calls);
  await context.datasets.forgetCounts(engine, keys);
  const server = await startWicketgate(await context.datasets.of(engine, keys));
  try {
    const volley = await fire(
      context.generator,
      {
        ...{ port: server.port, path: CONFIG_PATH, form: 'header', callerToken: ownerToken(), callFile },
        ...{ connections: CONNECTIONS, durationMs: context.quick ? 2_000 : 30_000 },
      },
      server.pid,
      databasePid,
    );
    if (volley.failures > 0) throw new Error(`${volley.failures} good calls were not answered with 2xx`);
    return { ...volley, memory: residentMemory(server.pid) };
  } finally {
    await server.stop();
  }
}

function claimsOf(engine: Engine, manyKeys: number, few: readonly Cold[], many: readonly Cold[]): Claim[] {
  const size = manyKeys.toLocaleString('en-US');
  const pairs = few.map((small, round) => [small, many[round] as Cold] as const);
  const slower = pairs.map(([small, large]) => small.requestsPerSecond / large.requestsPerSecond);
  const later = pairs.map(([small, large]) => large.p99Ms / small.p99Ms);
  const costlier = pairs.flatMap(([small, large]) =>
    small.serverCpuUs === null || large.serverCpuUs === null ? [] : [large.serverCpuUs / small.serverCpuUs],
  );
  const larger = pairs.flatMap(([small, large]) =>
    small.memory === null || large.memory === null ? [] : [large.memory.peakMb - small.memory.peakMb],
  );
  const claims: Claim[] = [
    {
      name: `${size} keys on ${engine}, time a request compared with ${FEW_KEYS.toLocaleString('en-US')} keys`,
      value: median(slower),
      unit: '×',
      target: { atMost: 1.3 },
      ...(costlier.length === 0 ? {} : { aside: `by CPU ${printNumber(median(costlier))}×` }),
    },
    {
      name: `${size} keys on ${engine}, p99 likewise`,
      value: median(later),
      unit: '×',
      target: { atMost: 1.3 },
    },
  ];
  if (larger.length > 0) {
    claims.push({
      name: `${size} keys on ${engine}, growth of peak resident memory`,
      value: median(larger),
      unit: ' MB',
      target: { atMost: 150 },
    });
  }
  return claims;
}

function medianIfAny(values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null);
  return known.length === 0 ? null : median(known);
}
