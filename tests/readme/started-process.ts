import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../browser/support/free-port.ts';
import { ROOT } from './readme.ts';

/** A command of the README, running in the repository's folder over a data folder of its own. */
export interface StartedProcess {
  readonly port: number;
  /** Standard output up to the text that was waited for. */
  readonly output: string;
  stop(): Promise<void>;
}

/**
 * @param env added to this process's; PORT and DATA_DIR are this function's
 * @param until waits for this on standard output
 * @throws Error with what was printed, when the process ends before
 */
export async function startProcess(
  program: string,
  args: readonly string[],
  env: Readonly<Record<string, string>>,
  until: RegExp,
): Promise<StartedProcess> {
  const dataDir = await mkdtemp(join(tmpdir(), 'wicketgate-readme-'));
  const port = await freePort();
  const child = spawn(program, args, {
    cwd: ROOT,
    env: { ...inherited(), ...env, PORT: String(port), DATA_DIR: dataDir },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(child, 'exit');
  const output = await readUntil(child, until);
  return {
    port,
    output,
    stop: async () => {
      child.kill('SIGTERM');
      await ended;
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

/** Nothing that would make it another server than the README's. */
function inherited(): NodeJS.ProcessEnv {
  const { DATABASE_URL, DEMO, LOG_LEVEL, PUBLIC_URL, WICKET_ADMIN_TOKEN, ...others } = process.env;
  return others;
}

function readUntil(child: ChildProcess, until: RegExp): Promise<string> {
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  let output = '';
  child.once('error', reject);
  child.once('exit', () => reject(new Error(`it ended early: ${output}`)));
  child.stdout?.on('data', (chunk: Buffer) => {
    output += chunk.toString();
    if (until.test(output)) resolve(output);
  });
  return promise;
}
