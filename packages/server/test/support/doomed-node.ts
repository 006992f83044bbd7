import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { TestInstance } from './test-instance.ts';

export interface DoomedNode {
  /** The same instance at the address of the other process. */
  readonly node: TestInstance;
  /** Ends the process as a power cut does: nothing is written, nothing is released. */
  kill(): void;
}

/** Starts a node of an instance's database as a process of its own, whose replies never come to their end. */
export async function startDoomedNode(instance: TestInstance): Promise<DoomedNode> {
  const script = new URL('doomed-node-process.ts', import.meta.url).pathname;
  const child: ChildProcess = spawn(process.execPath, [script], {
    env: { DATA_DIR: instance.dataDir, DATABASE_URL: instance.databaseUrl ?? '' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  if (child.stdout === null) throw new Error('the process has no output');
  const [url] = (await once(createInterface(child.stdout), 'line')) as [string];
  return {
    node: {
      ...instance,
      url,
      call: () => Promise.reject(new Error('the doomed node is for streams')),
    },
    kill: () => child.kill('SIGKILL'),
  };
}
