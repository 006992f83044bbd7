import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { createInterface } from 'node:readline';

const MAIN = resolve(import.meta.dirname, '../../src/main.ts');

/** The server as a stranger runs it: a process of its own. */
export interface ServerProcess {
  readonly url: string;
  /** From the start of the process to its first answer. */
  readonly readyMs: number;
  /** Ends it as a power cut does, and waits until it is gone. */
  kill(): Promise<void>;
  /** Ends it as a person does, and waits until it is gone. @returns its exit code */
  stop(): Promise<number | null>;
}

/**
 * @param env all of its environment
 * @throws Error with what it printed, when it ends before it is ready
 */
export async function startServerProcess(env: Record<string, string>): Promise<ServerProcess> {
  const startedMs = performance.now();
  const child = spawn(process.execPath, [MAIN], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  const ended = once(child, 'exit') as Promise<[number | null]>;
  let complaints = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    complaints += text;
  });
  const ready = Promise.withResolvers<string>();
  createInterface(child.stdout).on('line', (line) => {
    if (line.startsWith('{') && JSON.parse(line).msg === 'ready') {
      ready.resolve(`http://127.0.0.1:${JSON.parse(line).port}`);
    }
  });
  void ended.then(([code]) => ready.reject(new Error(`the server ended with code ${code}: ${complaints}`)));
  const url = await ready.promise;
  return {
    url,
    readyMs: performance.now() - startedMs,
    async kill() {
      child.kill('SIGKILL');
      await ended;
    },
    async stop() {
      child.kill('SIGTERM');
      const [code] = await ended;
      return code;
    },
  };
}
