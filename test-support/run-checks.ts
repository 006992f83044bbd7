import { spawn } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { performance } from 'node:perf_hooks';
import { type Check, listChecks } from './checks.ts';

/**
 * Runs every check, as many at a time as there are cores, and prints a line for each; what a failed one printed
 * follows its line.
 *
 * @param interrupted ends the running ones and starts no more
 * @returns the names of those that failed
 */
export async function runChecks(interrupted: AbortSignal): Promise<string[]> {
  console.log('\n━━ Checks');
  const waiting = listChecks();
  const failed: string[] = [];
  async function work(): Promise<void> {
    for (let check = waiting.shift(); check && !interrupted.aborted; check = waiting.shift()) {
      if (!(await passes(check, interrupted))) failed.push(check.name);
    }
  }
  await Promise.all(Array.from({ length: availableParallelism() }, work));
  return failed.sort();
}

async function passes({ name, file, args }: Check, interrupted: AbortSignal): Promise<boolean> {
  const startedMs = performance.now();
  const { code, output } = await run([file, ...args], interrupted);
  const seconds = ((performance.now() - startedMs) / 1000).toFixed(1);
  console.log(`${code === 0 ? '✔' : '✖'} ${name} (${seconds} s)`);
  if (code !== 0) console.log(output.trimEnd().replace(/^/gm, '    '));
  return code === 0;
}

function run(args: string[], signal: AbortSignal): Promise<{ code: number | null; output: string }> {
  const child = spawn(process.execPath, args, {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, NO_COLOR: '1' },
  });
  signal.addEventListener('abort', () => child.kill());
  let output = '';
  const collect = (text: string) => {
    output += text;
  };
  child.stdout.setEncoding('utf8').on('data', collect);
  child.stderr.setEncoding('utf8').on('data', collect);
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, output }));
  });
}
