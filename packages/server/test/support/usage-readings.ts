import assert from 'node:assert/strict';
import type { TestAnswer, TestInstance } from './test-instance.ts';

/** @param key the management key, the owner's of the first organization if absent */
export async function readUsage(
  instance: TestInstance,
  query: string,
  key?: string,
): Promise<TestAnswer['json']> {
  const options = key === undefined ? {} : { key };
  const answer = await instance.call('GET', `/api/v1/usage?${query}`, options);
  assert.equal(answer.status, 200, answer.text);
  return answer.json;
}

/** Calls by group. */
export async function usageTotals(
  instance: TestInstance,
  query: string,
  key?: string,
): Promise<Record<string, number>> {
  const { data } = await readUsage(instance, query, key);
  return Object.fromEntries(data.map(({ group, total }: { group: string; total: number }) => [group, total]));
}
