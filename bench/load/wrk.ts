import { fileURLToPath } from 'node:url';
import { type Firing, startFiring } from './firing.ts';
import type { Load } from './volley.ts';

const SCRIPT = fileURLToPath(new URL('wrk.lua', import.meta.url));

/** One thread: there are two cores, and the other one is the server's. */
export function fireWrk(load: Load): Firing {
  const seconds = Math.max(1, Math.round(load.durationMs / 1000));
  return startFiring('wrk', [
    ...['-t', '1', '-c', String(load.connections), '-d', `${seconds}s`, '-s', SCRIPT],
    `http://127.0.0.1:${load.port}`,
    ...['--', load.form, load.path, load.callerToken, load.callFile],
  ]);
}
