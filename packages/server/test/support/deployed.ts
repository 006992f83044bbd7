import assert from 'node:assert/strict';
import type { TestAnswer, TestInstance } from './test-instance.ts';

export const SITE = 'https://shop.example.com';

/** A deployment as its creation answered it. */
export interface Deployed {
  readonly id: string;
  readonly chatbotId: string;
  readonly keyId: string;
  readonly secret: string;
  /** `/api/v1/deployments/{id}` */
  readonly path: string;
}

/** @param key the management key, the owner's of the first organization if absent */
export async function addChatbot(instance: TestInstance, more: object = {}, key?: string): Promise<string> {
  const body = { name: 'Bot', ...more };
  const answer = await instance.call('POST', '/api/v1/chatbots', keyed(body, key));
  assert.equal(answer.status, 201, answer.text);
  return answer.json.id;
}

/** A website on SITE unless `more` says otherwise. */
export async function deploy(
  instance: TestInstance,
  chatbotId: string,
  more: object = {},
  key?: string,
): Promise<Deployed> {
  const body = { type: 'website', label: 'Shop', environment: 'live', site: SITE, ...more };
  const answer = await instance.call('POST', `/api/v1/chatbots/${chatbotId}/deployments`, keyed(body, key));
  assert.equal(answer.status, 201, answer.text);
  const { deployment, key: issued } = answer.json;
  return {
    id: deployment.id,
    chatbotId,
    keyId: issued.id,
    secret: issued.secret,
    path: `/api/v1/deployments/${deployment.id}`,
  };
}

/** What the gate says of a key now: `allowed`, or the code of the refusal. Null sends no Origin. */
export async function gateSays(
  instance: TestInstance,
  secret: string,
  origin: string | null = SITE,
): Promise<string> {
  const headers: Record<string, string> = origin === null ? {} : { origin };
  const answer = await instance.call('GET', '/widget/config', { key: secret, headers });
  return answer.status === 200 ? 'allowed' : answer.json.code;
}

/** Audit events of one action, newest first. */
export async function recorded(instance: TestInstance, action: string): Promise<TestAnswer['json'][]> {
  const rows = await instance.store.read
    .selectFrom('audit_event')
    .selectAll()
    .where('action', '=', action)
    .orderBy('at', 'desc')
    .orderBy('sequence', 'desc')
    .execute();
  return rows.map((row) => ({ ...row, detail: JSON.parse(row.detail) }));
}

/** Everything that outlives a call and must hold no plaintext: the tables, and what was logged. */
export async function whatIsKept(instance: TestInstance): Promise<string> {
  const { read } = instance.store;
  const tables = ['key', 'deployment', 'audit_event', 'idempotency', 'gate_change', 'refusal'] as const;
  const rows = await Promise.all(tables.map((table) => read.selectFrom(table).selectAll().execute()));
  return JSON.stringify(rows) + instance.log.join('');
}

function keyed(body: object, key: string | undefined) {
  return key === undefined ? { body } : { body, key };
}
