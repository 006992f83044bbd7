import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import { type Browser, becomeFirstOwner } from './support/browser.ts';
import { addPerson, memberIdOf } from './support/people.ts';
import { ENGINES, startInstance, type TestInstance } from './support/test-instance.ts';

const WEBSITE = { type: 'website', label: 'Shop', environment: 'live', site: 'https://shop.example.com' };

for (const engine of ENGINES) {
  describe(`what is replayed to a member on ${engine}`, () => {
    let instance: TestInstance;
    let owner: Browser;
    let member: Browser;
    let memberId: string;
    let chatbotId: string;
    let deploymentId: string;
    before(async () => {
      instance = await startInstance(engine);
      owner = await becomeFirstOwner(instance);
      chatbotId = (await owner.call('POST', '/api/v1/chatbots', { body: { name: 'Bot' } })).json.id;
      const path = `/api/v1/chatbots/${chatbotId}/deployments`;
      deploymentId = (await owner.call('POST', path, { body: WEBSITE })).json.deployment.id;
      member = await addPerson(instance, owner, 'member@example.com', {
        role: 'member',
        permissions: [{ chatbotId, permissions: ['edit', 'deploy'] }],
      });
      memberId = await memberIdOf(member);
    });
    after(() => instance.close());

    const grant = async (permissions: readonly string[]): Promise<void> => {
      const given = permissions.length === 0 ? [] : [{ chatbotId, permissions }];
      const answer = await owner.call('PATCH', `/api/v1/members/${memberId}`, {
        body: { permissions: given },
      });
      assert.equal(answer.status, 200, answer.text);
    };
    beforeEach(() => grant(['edit', 'deploy']));

    const routes: [reason: string, path: () => string, body: object][] = [
      ['a deployment', () => `/chatbots/${chatbotId}/deployments`, WEBSITE],
      ['a rotation', () => `/deployments/${deploymentId}/rotations`, {}],
      ['a second key', () => `/deployments/${deploymentId}/keys`, {}],
      ['a signing secret', () => `/chatbots/${chatbotId}/signing-secrets`, {}],
    ];
    const losses: [reason: string, left: readonly string[], code: string][] = [
      ['may only look by now', ['view'], 'permission_denied'],
      ['does not see the chatbot any more', [], 'not_found'],
    ];
    for (const [what, path, body] of routes) {
      for (const [loss, left, code] of losses) {
        it(`${what} is not shown again to somebody who ${loss}`, async () => {
          const headers = { 'idempotency-key': `${engine}-${what}-${code}`.replaceAll(' ', '-') };
          const call = () => member.call('POST', `/api/v1${path()}`, { body, headers });
          const made = await call();
          assert.equal(made.status, 201, made.text);
          const [secret] = made.text.match(/cb_(live|sign)_[0-9A-Za-z]{36,}/) ?? [];
          assert.ok(secret !== undefined && (await call()).text.includes(secret), 'to who may, it is');
          await grant(left);
          const answer = await call();
          assert.equal(answer.json.code, code, answer.text);
          assert.equal(answer.text.includes(secret), false);
        });
      }
    }
  });
}
