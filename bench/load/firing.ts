import { spawn } from 'node:child_process';
import type { Volley } from './volley.ts';

/** A load generator at work, in a process of its own. */
export interface Firing {
  readonly pid: number;
  readonly done: Promise<Volley>;
}

/** Marks the one line of a generator's output that is for us. */
const MARK = 'VOLLEY ';

/** Starts a generator that prints `VOLLEY {json}` when it is done. */
export function startFiring(command: string, args: readonly string[]): Firing {
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
  }
  const done = new Promise<Volley>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => {
      const line = output.split('\n').find((text) => text.startsWith(MARK));
      if (code === 0 && line !== undefined) resolve(JSON.parse(line.slice(MARK.length)) as Volley);
      else reject(new Error(`the load generator failed (exit code ${code}): ${output.slice(-500)}`));
    });
  });
  return { pid: child.pid ?? 0, done };
}
