import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';

/** A server in a process of its own. */
export interface ServerProcess {
  readonly pid: number;
  readonly port: number;
  /** From the start of the process to its word that it is ready. */
  readonly readyAfterMs: number;
  stop(): Promise<void>;
}

const READY_WITHIN_MS = 120_000;
const STOP_WITHIN_MS = 20_000;
const KEPT_OUTPUT = 4_000;

/**
 * Starts a Node server, with the Node that runs this, and waits until it prints a JSON line `{"msg":"ready","port":…}`.
 *
 * @param args the file and its arguments
 */
export async function startServerProcess(
  args: readonly string[],
  env: Readonly<Record<string, string>>,
): Promise<ServerProcess> {
  const startedMs = performance.now();
  const child = spawn(process.execPath, args, {
    env: { PATH: process.env.PATH ?? '', NODE_ENV: 'production', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const port = await untilReady(child);
  return {
    pid: child.pid as number,
    port,
    readyAfterMs: performance.now() - startedMs,
    stop: () => stopProcess(child),
  };
}

/** Ends a process and waits for its end. */
export async function stopProcess(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  const forced = setTimeout(() => child.kill('SIGKILL'), STOP_WITHIN_MS);
  child.kill('SIGTERM');
  await ended;
  clearTimeout(forced);
}

/** A port that was free a moment ago. */
export async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, 'close');
  return port;
}

function untilReady(child: ChildProcess): Promise<number> {
  return new Promise((resolve, reject) => {
    let output = '';
    let line = '';
    const fail = (why: string): void => reject(new Error(`a server did not start (${why}): ${output}`));
    const timer = setTimeout(() => fail('no word in time'), READY_WITHIN_MS);
    const keep = (text: string): void => {
      output = (output + text).slice(-KEPT_OUTPUT);
    };
    child.stderr?.setEncoding('utf8').on('data', keep);
    child.stdout?.setEncoding('utf8').on('data', (text: string) => {
      keep(text);
      const lines = (line + text).split('\n');
      line = lines.pop() ?? '';
      const ready = lines.find((entry) => entry.includes('"msg":"ready"'));
      if (ready === undefined) return;
      clearTimeout(timer);
      resolve((JSON.parse(ready) as { port: number }).port);
    });
    child.on('error', (error) => fail(error.message));
    child.on('exit', (code) => {
      clearTimeout(timer);
      fail(`exit code ${code}`);
    });
  });
}
