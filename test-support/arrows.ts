import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { cruise, format, type IConfiguration, type ICruiseResult } from 'dependency-cruiser';

const config: IConfiguration = createRequire(import.meta.url)('../.dependency-cruiser.cjs');
const folders = ['packages', 'bench', 'test-support', 'tests'];

/** What dependency-cruiser saw: how many imports, which of them break a rule, and that as text for people. */
export type Arrows = {
  count: number;
  violations: { rule: string; from: string; to: string }[];
  report: string;
};

/**
 * Follows every import below a folder and holds it against the rules of .dependency-cruiser.cjs.
 *
 * @param baseDir absolute; laid out like this repository
 */
export async function findArrows(baseDir: string): Promise<Arrows> {
  const present = folders.filter((folder) => existsSync(join(baseDir, folder)));
  const { forbidden = [], options = {} } = config;
  const { output } = await cruise(present, { ...options, baseDir, validate: true, ruleSet: { forbidden } });
  const result = output as ICruiseResult;
  const { output: report } = await format(result, { outputType: 'err-long' });
  return {
    count: result.summary.totalDependenciesCruised ?? 0,
    violations: result.summary.violations.map(({ rule, from, to }) => ({ rule: rule.name, from, to })),
    report: String(report),
  };
}
