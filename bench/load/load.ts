import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { treeCpuMs } from '../measure/cpu-time.ts';
import { fireAutocannon } from './autocannon.ts';
import type { Load, Volley } from './volley.ts';
import { fireWrk } from './wrk.ts';

export interface MeasuredVolley extends Volley {
  /** CPU time of the server's processes by request; null where it cannot be told. */
  readonly serverCpuUs: number | null;
  /** The same of the database's processes. */
  readonly databaseCpuUs: number | null;
  /** Cores in use on average; a Node server that has reached 1 on its main thread gives no more. */
  readonly serverCores: number | null;
  /** The same of the generator: near 1 it measured itself. */
  readonly generatorCores: number | null;
}

export type GeneratorName = 'wrk' | 'autocannon';

/** wrk where it is installed: it needs a fraction of the CPU of the servers it measures. */
export function chooseGenerator(): GeneratorName {
  const folders = (process.env.PATH ?? '').split(delimiter);
  return folders.some((folder) => existsSync(join(folder, 'wrk'))) ? 'wrk' : 'autocannon';
}

/** Fires one volley and takes note of who used the CPU meanwhile. */
export async function fire(
  generator: GeneratorName,
  load: Load,
  serverPid: number,
  databasePid: number | null,
): Promise<MeasuredVolley> {
  const cpuOf = (pid: number | null): number | null => (pid === null ? null : treeCpuMs(pid));
  const startedMs = performance.now();
  const before = { server: cpuOf(serverPid), database: cpuOf(databasePid) };
  const firing = generator === 'wrk' ? fireWrk(load) : fireAutocannon(load);
  const watch = watchBusiness(firing.pid);
  const volley = await firing.done;
  const generatorCores = watch.stop();
  const after = { server: cpuOf(serverPid), database: cpuOf(databasePid) };
  const wallMs = performance.now() - startedMs;
  const serverMs = difference(before.server, after.server);
  const databaseMs = difference(before.database, after.database);
  return {
    ...volley,
    serverCpuUs: serverMs === null ? null : (serverMs * 1000) / volley.requests,
    databaseCpuUs: databaseMs === null ? null : (databaseMs * 1000) / volley.requests,
    serverCores: serverMs === null ? null : serverMs / wallMs,
    generatorCores,
  };
}

function difference(before: number | null, after: number | null): number | null {
  return before === null || after === null ? null : after - before;
}

const WATCH_EVERY_MS = 200;

/** Looks at a process for as long as it lives: once it has ended, nobody can tell what it used. */
function watchBusiness(pid: number): { stop(): number | null } {
  const samples: { atMs: number; cpuMs: number }[] = [];
  const look = (): void => {
    const cpuMs = treeCpuMs(pid);
    if (cpuMs !== null && cpuMs >= (samples.at(-1)?.cpuMs ?? 0))
      samples.push({ atMs: performance.now(), cpuMs });
  };
  const timer = setInterval(look, WATCH_EVERY_MS);
  return {
    stop: () => {
      clearInterval(timer);
      const first = samples[0];
      const last = samples.at(-1);
      if (first === undefined || last === undefined || last.atMs === first.atMs) return null;
      return (last.cpuMs - first.cpuMs) / (last.atMs - first.atMs);
    },
  };
}
