import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { becomeFirstOwner } from './support/browser.ts';
import { addChatbot, deploy, recorded, SITE } from './support/deployed.ts';
import { addPerson, memberIdOf } from './support/people.ts';
import { ENGINES, startInstance, type TestInstance } from './support/test-instance.ts';

for (const engine of ENGINES) {
  describe(`a change that changes nothing, on ${engine}`, () => {
    let instance: TestInstance;
    let chatbotId: string;
    before(async () => {
      instance = await startInstance(engine);
      chatbotId = await addChatbot(instance);
    });
    after(() => instance.close());

    /** The newest event, and the newest version of what the gate decides by. */
    const traces = async (): Promise<readonly [event: string, version: number]> => {
      const { json } = await instance.call('GET', '/api/v1/activity?limit=1');
      return [json.data[0].id, (await instance.store.readBarrier(0)).version];
    };
    /** What makes a thing, and how it is told what it is already. */
    const cases: Readonly<Record<string, () => Promise<{ method?: string; path: string; body: object }>>> = {
      chatbot: async () => ({ path: `/api/v1/chatbots/${chatbotId}`, body: { keylessEmbedding: false } }),
      deployment: async () => {
        const { path } = await deploy(instance, chatbotId);
        const restriction = { kind: 'websites', origins: [SITE.toUpperCase()] };
        const widget = { launcher: { size: 80 } };
        await instance.call('PATCH', path, { body: { label: 'Shop', restriction, widget } });
        return { path, body: { label: 'Shop', allowLocalhost: true, restriction, widget } };
      },
      rotation: async () => {
        const { path } = await deploy(instance, chatbotId);
        const silent = { retireWhenSilent: true };
        await instance.call('POST', `${path}/rotations`, { body: { graceSeconds: 3600, ...silent } });
        const { graceEndsAt } = (await instance.call('GET', `${path}/rotation`)).json;
        return { path: `${path}/rotation`, body: { graceEndsAt, ...silent } };
      },
      'list of answers': async () => {
        const path = `/api/v1/chatbots/${chatbotId}/answers`;
        const body = { answers: [{ question: 'When?', answer: 'At nine.' }] };
        await instance.call('PUT', path, { body });
        return { method: 'PUT', path, body };
      },
      organization: async () => {
        const path = '/api/v1/organization';
        const { name, quarantineMisusedKeys } = (await instance.call('GET', path)).json;
        return { path, body: { name, quarantineMisusedKeys } };
      },
      'list of allowed origins': async () => {
        const path = '/api/v1/organization/allowed-origins';
        await instance.call('PUT', path, { body: { origins: [SITE] } });
        return { method: 'PUT', path, body: { origins: [SITE] } };
      },
      member: async () => {
        const owner = await becomeFirstOwner(instance);
        const chatbotIds = [chatbotId, await addChatbot(instance), await addChatbot(instance)];
        const permissions = chatbotIds.sort().map((id) => ({ chatbotId: id, permissions: ['view'] }));
        const person = await addPerson(instance, owner, 'pat@example.com', { role: 'member', permissions });
        const path = `/api/v1/members/${await memberIdOf(person)}`;
        return { path, body: { role: 'member', permissions: permissions.toReversed() } };
      },
    };
    for (const [what, prepare] of Object.entries(cases)) {
      it(`leaves no trace: of a ${what}`, async () => {
        const { method = 'PATCH', path, body } = await prepare();
        const earlier = await traces();
        const answer = await instance.call(method, path, { body });
        assert.equal(answer.status, 200, answer.text);
        assert.deepEqual(await traces(), earlier);
      });
    }

    it('a trial that is ended by telling its restriction again has its own event, and no other', async () => {
      const { path } = await deploy(instance, chatbotId);
      const restriction = { kind: 'websites', origins: ['https://new.example.com'] };
      await instance.call('PATCH', path, { body: { restriction, reportOnlyDays: 7 } });
      const changes = (await recorded(instance, 'deployment.updated')).length;
      const ended = await instance.call('PATCH', path, { body: { restriction } });
      assert.equal(ended.json.reportOnly, null);
      assert.equal((await traces())[0], (await recorded(instance, 'deployment.report_only_ended'))[0].id);
      assert.equal((await recorded(instance, 'deployment.updated')).length, changes);
    });

    it('of what is told beside a change, the event names what changed alone', async () => {
      const { path } = await deploy(instance, chatbotId);
      await instance.call('PATCH', path, { body: { label: 'Other', allowLocalhost: true, stage: null } });
      const { json } = await instance.call('GET', '/api/v1/activity?limit=1');
      assert.deepEqual(json.data[0].detail, {
        fields: ['label'],
        changed: { label: { before: 'Shop', after: 'Other' } },
      });
    });

    it('of a rotation that is told more than changes, the event names what changed alone', async () => {
      const { path } = await deploy(instance, chatbotId);
      await instance.call('POST', `${path}/rotations`, { body: { graceSeconds: 3600 } });
      const { graceEndsAt } = (await instance.call('GET', `${path}/rotation`)).json;
      await instance.call('PATCH', `${path}/rotation`, { body: { graceEndsAt, retireWhenSilent: true } });
      const { json } = await instance.call('GET', '/api/v1/activity?limit=1');
      const { keys, ...told } = json.data[0].detail;
      assert.deepEqual([keys.length, told], [1, { label: 'Shop', retireWhenSilent: true }]);
    });
  });
}
