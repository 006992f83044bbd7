import assert from 'node:assert/strict';
import type { TestAnswer, TestInstance } from './test-instance.ts';

/** Calls a minute that an address may make. */
export const ADDRESS_LIMIT = 600;

/** A call without a key, as a proxy would forward it: refused, but counted. */
export async function callFrom(instance: TestInstance, forwarded: string | null): Promise<TestAnswer> {
  const headers: Record<string, string> = forwarded === null ? {} : { 'x-forwarded-for': forwarded };
  return instance.call('GET', '/widget/config', { key: null, headers });
}

/** @returns how many of the calls were told rate_limited; the others reached the next step of the gate */
export async function limitedOf(
  instance: TestInstance,
  calls: number,
  forwarded: (call: number) => string | null,
): Promise<number> {
  let limited = 0;
  for (let done = 0; done < calls; done += 100) {
    const size = Math.min(100, calls - done);
    const answers = await Promise.all(
      Array.from({ length: size }, (_, index) => callFrom(instance, forwarded(done + index))),
    );
    for (const { json } of answers) {
      if (json.code === 'rate_limited') limited += 1;
      else assert.equal(json.code, 'key_missing');
    }
  }
  return limited;
}
