import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { assertProblem } from './support/assert-problem.ts';
import { becomeFirstOwner } from './support/browser.ts';
import { countAndStore } from './support/counted.ts';
import { addChatbot, deploy, gateSays, SITE } from './support/deployed.ts';
import { addPerson } from './support/people.ts';
import { addOrganization } from './support/second-organization.ts';
import { ENGINES, startInstance, type TestInstance } from './support/test-instance.ts';
import { usageTotals } from './support/usage-readings.ts';

for (const engine of ENGINES) {
  describe(`who reads of whose usage, on ${engine}`, () => {
    let instance: TestInstance;
    let chatbotId: string;
    before(async () => {
      instance = await startInstance(engine);
      chatbotId = await addChatbot(instance);
    });
    after(() => instance.close());

    it('GET /notices tells what was noticed, of what one may see', async () => {
      const at = await deploy(instance, chatbotId);
      const other = await deploy(instance, await addChatbot(instance));
      const atMs = await instance.store.nowMs();
      await countAndStore(instance.store, at.keyId, [{ origin: SITE, atMs, times: 101 }]);
      const list = async (query: string, key?: string) => {
        const answer = await instance.call(
          'GET',
          `/api/v1/notices?${query}`,
          key === undefined ? {} : { key },
        );
        assert.equal(answer.status, 200, answer.text);
        return answer.json.data;
      };
      const [notice, ...more] = await list(`deploymentId=${at.id}`);
      assert.deepEqual(more, []);
      assert.deepEqual([notice.kind, notice.subjectId, notice.detail.requests], ['surge', at.keyId, 101]);
      assert.match(notice.id, /^ntc_/);
      const ofChatbot = await list(`chatbot=${chatbotId}`);
      assert.ok(ofChatbot.some(({ id }: { id: string }) => id === notice.id));
      assert.deepEqual(await list(`deploymentId=${other.id}`), []);
      assert.deepEqual(await list(`chatbot=${other.chatbotId}`), []);
      const stranger = await addOrganization(instance);
      assert.deepEqual(await list('', stranger.ownerKey), []);
      const hidden = `/api/v1/notices?deploymentId=${at.id}`;
      assertProblem(await instance.call('GET', hidden, { key: stranger.ownerKey }), 'not_found');
    });

    it('tells nobody of calls that are none of theirs', async () => {
      const at = await deploy(instance, chatbotId);
      await gateSays(instance, at.secret);
      const other = await addOrganization(instance);
      const theirs = await usageTotals(instance, 'groupBy=origin', other.ownerKey);
      assert.deepEqual(theirs, {});
      for (const query of [`deploymentId=${at.id}`, `chatbot=${chatbotId}`]) {
        for (const path of ['usage', 'usage/latency']) {
          const answer = await instance.call('GET', `/api/v1/${path}?${query}`, { key: other.ownerKey });
          assertProblem(answer, 'not_found');
        }
      }
    });

    it('a member sees the chatbots that they may see, and no API keys', async () => {
      const owner = await becomeFirstOwner(instance);
      const seen = await deploy(instance, await addChatbot(instance));
      const hidden = await deploy(instance, await addChatbot(instance));
      for (const { secret } of [seen, hidden]) await gateSays(instance, secret);
      const member = await addPerson(instance, owner, 'member@example.com', {
        role: 'member',
        permissions: [{ chatbotId: seen.chatbotId, permissions: ['view'] }],
      });
      const all = await member.call('GET', '/api/v1/usage');
      assert.deepEqual(
        all.json.data.map(({ group, total }: Record<string, unknown>) => [group, total]),
        [[seen.keyId, 1]],
      );
      assertProblem(await member.call('GET', `/api/v1/usage?deploymentId=${hidden.id}`), 'not_found');
      const lonely = await addPerson(instance, owner, 'lonely@example.com', { role: 'member' });
      assert.deepEqual((await lonely.call('GET', '/api/v1/usage')).json.data, []);
    });
  });
}
