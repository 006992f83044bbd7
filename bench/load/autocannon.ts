import { fileURLToPath } from 'node:url';
import { type Firing, startFiring } from './firing.ts';
import type { Load } from './volley.ts';

const PROCESS = fileURLToPath(new URL('autocannon-process.ts', import.meta.url));

/** For machines without wrk. In a process of its own, so that it competes with nothing of ours. */
export function fireAutocannon(load: Load): Firing {
  return startFiring(process.execPath, [PROCESS, JSON.stringify(load)]);
}
