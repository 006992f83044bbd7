// npm run bench                    everything, about an hour
// npm run bench -- --quick         everything once, in less than a minute, roughly
// npm run bench -- decide scale    only these
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDatasets } from './fixture/datasets.ts';
import { chooseGenerator } from './load/load.ts';
import { holds, printClaim } from './report/claims.ts';
import { describeMachine, writeResults } from './report/results-file.ts';
import { printTable } from './report/table.ts';
import { decideSuite } from './suites/decide.ts';
import { keysVerificationSuite } from './suites/keys-verification.ts';
import { revokeStormSuite } from './suites/revoke-storm.ts';
import { scaleSuite } from './suites/scale.ts';
import { startUpSuite } from './suites/start-up.ts';
import type { BenchContext, Suite } from './suites/suite.ts';
import { widgetConfigSuite } from './suites/widget-config.ts';

const SUITES: readonly Suite[] = [
  decideSuite,
  startUpSuite,
  revokeStormSuite,
  widgetConfigSuite,
  keysVerificationSuite,
  scaleSuite,
];
/** Above this, other work was running when we began. */
const QUIET_LOAD = 0.5;

process.exitCode = await run(process.argv.slice(2));

async function run(args: readonly string[]): Promise<number> {
  const quick = args.includes('--quick');
  const wanted = args.filter((arg) => arg !== '--quick');
  const unknown = wanted.find((name) => !SUITES.some((suite) => suite.name === name));
  if (unknown !== undefined) {
    console.error(
      `There is no benchmark ${unknown}. There are: ${SUITES.map(({ name }) => name).join(', ')}`,
    );
    return 2;
  }
  const suites = SUITES.filter(({ name }) => wanted.length === 0 || wanted.includes(name));
  const machine = describeMachine();
  const generator = chooseGenerator();
  console.log(
    `${machine.cpu}, ${machine.cores} cores, ${machine.memoryGb} GB, Node ${machine.node}, ${generator}`,
  );
  if (machine.loadAtStart > QUIET_LOAD) {
    console.log(
      `Other work is running here (load ${machine.loadAtStart.toFixed(1)}): figures by CPU are the better ones.`,
    );
  }

  const note = (text: string): void => console.error(`· ${text}`);
  const scratch = await mkdtemp(join(tmpdir(), 'wicketgate-bench-'));
  const kept = process.env['BENCH_DATA'] ?? join(import.meta.dirname, '.data');
  await mkdir(kept, { recursive: true });
  const datasets = openDatasets(kept, scratch, note);
  const context: BenchContext = { quick, generator, datasets, scratch, note };
  let failed = false;
  let missed = 0;
  try {
    for (const suite of suites) {
      const result = await suite.run(context);
      for (const table of result.tables) console.log(printTable(table));
      console.log(`\n${result.claims.map(printClaim).join('\n')}`);
      await writeResults(
        join(import.meta.dirname, 'results'),
        suite.name,
        { quick, machine, generator },
        result,
      );
      failed ||= result.failed === true;
      missed += result.claims.filter((claim) => !holds(claim)).length;
    }
  } finally {
    await datasets.close();
    await rm(scratch, { recursive: true, force: true });
  }
  console.log(
    missed === 0
      ? '\nEvery target is met.'
      : `\n${missed} ${missed === 1 ? 'target is' : 'targets are'} missed.`,
  );
  return failed ? 1 : 0;
}
