import { median } from '../measure/median.ts';
import { recordAnswer } from '../servers/recorded-answer.ts';
import { startWicketgate } from '../servers/wicketgate.ts';
import { KEYS } from './contenders.ts';
import { type BenchContext, type Claim, ENGINES, type Suite, type SuiteResult } from './suite.ts';

/** From the start of the process to the first 200 of /readyz, on a store that exists. */
export const startUpSuite: Suite = {
  name: 'start-up',
  async run({ quick, datasets, note }: BenchContext): Promise<SuiteResult> {
    const starts = quick ? 2 : 15;
    const rows: (string | number)[][] = [];
    const claims: Claim[] = [];
    for (const engine of ENGINES) {
      const options = await datasets.of(engine, KEYS);
      note(`start-up on ${engine}: ${starts} starts`);
      const times: number[] = [];
      for (let start = 0; start < starts; start += 1) times.push(await timeToReady(options));
      rows.push([engine, median(times), Math.min(...times), Math.max(...times)]);
      claims.push({
        name: `ready on an existing ${engine} store`,
        value: median(times),
        unit: ' ms',
        target: { atMost: 1_000 },
      });
    }
    return {
      tables: [{ title: 'start-up', columns: ['', 'median ms', 'least', 'most'], rows }],
      claims,
    };
  },
};

async function timeToReady(options: Parameters<typeof startWicketgate>[0]): Promise<number> {
  const startedMs = performance.now();
  const server = await startWicketgate(options);
  try {
    const { status, body } = await recordAnswer(server.port, { method: 'GET', path: '/readyz', headers: {} });
    const readyAfterMs = performance.now() - startedMs;
    if (status !== 200) throw new Error(`/readyz answered ${status}: ${body}`);
    return readyAfterMs;
  } finally {
    await server.stop();
  }
}
