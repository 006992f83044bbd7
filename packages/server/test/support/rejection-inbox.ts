import assert from 'node:assert/strict';
import type { Deployed } from './deployed.ts';
import type { TestAnswer, TestInstance } from './test-instance.ts';

type Json = TestAnswer['json'];

/** Calls the gate with the key of a deployment. */
export function knock(
  instance: TestInstance,
  { secret }: Deployed,
  headers: Record<string, string> = {},
): Promise<TestAnswer> {
  return instance.call('GET', '/widget/config', { key: secret, headers });
}

export async function listRejections(instance: TestInstance, query: string): Promise<Json> {
  const answer = await instance.call('GET', `/api/v1/rejections?${query}`);
  assert.equal(answer.status, 200, answer.text);
  return answer.json.data;
}

/** @param more of the query, beginning with & */
export function inboxOf(instance: TestInstance, { id }: Deployed, more = ''): Promise<Json> {
  return listRejections(instance, `deploymentId=${id}${more}`);
}

export function allowRejection(instance: TestInstance, id: string, body?: object): Promise<TestAnswer> {
  return instance.call('POST', `/api/v1/rejections/${id}/allowance`, body === undefined ? {} : { body });
}
