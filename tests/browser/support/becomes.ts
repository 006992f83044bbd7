import assert from 'node:assert/strict';
import { setTimeout as pause } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import { PATIENCE_MS } from './patience.ts';

const PAUSE_MS = 25;

/**
 * Reads again until this is what is read: for what an act brings about later, with nothing on the page that tells when.
 *
 * @throws AssertionError with what was read last
 */
export async function becomes<Value>(read: () => Value | Promise<Value>, expected: Value): Promise<void> {
  const givesUpAtMs = performance.now() + PATIENCE_MS;
  while (performance.now() < givesUpAtMs && !isDeepStrictEqual(await read(), expected)) await pause(PAUSE_MS);
  assert.deepEqual(await read(), expected);
}
