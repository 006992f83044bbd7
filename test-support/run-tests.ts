import { spawn } from 'node:child_process';
import { existsSync, globSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { startPostgres } from './postgres.ts';
import { runChecks } from './run-checks.ts';

// npm test starts this: every check, then every test. With paths only those tests, with --checks only the checks.

const everyTest = ['packages/*/test/**/*.test.ts', 'tests/**/*.test.ts', 'test-support/test/**/*.test.ts'];
const root = join(import.meta.dirname, '..');
const hungAfterMs = 15 * 60_000;

const { values, positionals } = parseArgs({
  options: { checks: { type: 'boolean' } },
  allowPositionals: true,
});
process.chdir(root);
// Each file of tests is a process, and most read the whole server: compiled once, that takes a second less of each.
process.env['NODE_COMPILE_CACHE'] ??= join(root, 'node_modules/.cache/node');

const interrupted = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => interrupted.abort());

const failedChecks = positionals.length > 0 ? [] : await runChecks(interrupted.signal);
const testsPassed = values.checks || interrupted.signal.aborted || (await runTests());

if (failedChecks.length > 0) console.log(`\n✖ failed checks: ${failedChecks.join(', ')}`);
if (interrupted.signal.aborted) console.log('\n✖ interrupted');
process.exitCode = testsPassed && failedChecks.length === 0 && !interrupted.signal.aborted ? 0 : 1;

async function runTests(): Promise<boolean> {
  const files = globSync(positionals.length > 0 ? positionals.map(asPattern) : everyTest).sort();
  if (files.length === 0) {
    console.log(`✖ no test file matches ${positionals.join(' ') || everyTest.join(' ')}`);
    return false;
  }
  console.log(`\n━━ Tests: ${files.length} files`);
  const postgres = await startPostgres();
  try {
    return await runNode(files, { TEST_DATABASE_URL: postgres.url });
  } finally {
    await postgres.stop();
  }
}

function asPattern(path: string): string {
  return existsSync(path) && statSync(path).isDirectory() ? join(path, '**/*.test.ts') : path;
}

function runNode(files: string[], env: Record<string, string>): Promise<boolean> {
  // One more than the smallest machines have cores: there is always a file that waits for a disk or for a page.
  const args = ['--test', '--test-reporter=spec', '--test-concurrency=3', `--test-timeout=${hungAfterMs}`];
  const runner = spawn(process.execPath, [...args, ...files], {
    stdio: 'inherit',
    env: { ...process.env, ...env },
  });
  interrupted.signal.addEventListener('abort', () => runner.kill('SIGINT'));
  return new Promise((resolve, reject) => {
    runner.on('error', reject);
    runner.on('exit', (code) => resolve(code === 0));
  });
}
