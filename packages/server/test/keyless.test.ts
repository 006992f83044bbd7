import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import { addChatbot, type Deployed, deploy, SITE } from './support/deployed.ts';
import { assertCors } from './support/gate-refusal.ts';
import { addOrganization } from './support/second-organization.ts';
import { ENGINES, type TestAnswer, type TestInstance } from './support/test-instance.ts';
import { startTwoNodes, type TwoNodes } from './support/two-nodes.ts';

const OTHER_SITE = 'https://blog.example.com';

for (const engine of ENGINES) {
  describe(`keyless embedding on ${engine}`, () => {
    let nodes: TwoNodes;
    let instance: TestInstance;
    let node: TestInstance;
    let chatbotId: string;
    before(async () => {
      nodes = await startTwoNodes(engine);
      ({ instance, node } = nodes);
    });
    beforeEach(async () => {
      chatbotId = await addChatbot(instance, { keylessEmbedding: true });
    });
    after(() => nodes.close());

    const config = (origin: string | null = SITE, on = instance, id = chatbotId): Promise<TestAnswer> =>
      on.call('GET', `/widget/config?chatbotId=${id}`, {
        key: null,
        headers: origin === null ? {} : { origin },
      });
    /** What both nodes say, which must be the same at any time. */
    const verdict = async (origin: string | null = SITE, id = chatbotId): Promise<string> => {
      const answers = await Promise.all([config(origin, instance, id), config(origin, node, id)]);
      const [first, second] = answers.map(({ status, json }) => (status === 200 ? 'allowed' : json.code));
      assert.equal(first, second);
      return first;
    };
    const edit = async ({ path }: Deployed, body: object): Promise<void> => {
      const answer = await instance.call('PATCH', path, { body });
      assert.equal(answer.status, 200, answer.text);
    };
    const editChatbot = async (body: object): Promise<void> => {
      const answer = await instance.call('PATCH', `/api/v1/chatbots/${chatbotId}`, { body });
      assert.equal(answer.status, 200, answer.text);
    };
    const origins = (...listed: string[]) => ({ restriction: { kind: 'websites', origins: listed } });

    it('a refusal names the deployment where there is just one, otherwise the chatbot alone', async () => {
      const listed = async () =>
        (await instance.call('GET', `/api/v1/rejections?chatbot=${chatbotId}`)).json.data;
      const refused = async () => {
        const { json } = await config('https://elsewhere.example');
        const explained = await instance.call('GET', `/api/v1/decisions/${json.requestId}`);
        return [explained.json.code, explained.json.deploymentId];
      };
      const shop = await deploy(instance, chatbotId);
      assert.deepEqual(await refused(), ['origin_not_allowed', shop.id]);
      const blog = await deploy(instance, chatbotId, { site: OTHER_SITE });
      assert.deepEqual(await refused(), ['origin_not_allowed', null]);
      assert.deepEqual(
        (await listed()).map((row: TestAnswer['json']) => [row.deploymentId, row.count]).sort(),
        [
          [null, 1],
          [shop.id, 1],
        ],
      );
      const unnamed = (await listed()).find((row: TestAnswer['json']) => row.deploymentId === null);
      const allowed = await instance.call('POST', `/api/v1/rejections/${unnamed.id}/allowance`, { body: {} });
      assert.deepEqual(
        [allowed.status, allowed.json.code],
        [409, 'conflict'],
        'nobody guesses which is meant',
      );
      await instance.call('POST', `${blog.path}/revocation`);
      assert.deepEqual(await refused(), ['origin_not_allowed', shop.id]);
    });

    it('carries every call of the widget API', async () => {
      await deploy(instance, chatbotId);
      const call = async (
        method: string,
        path: string,
        status: number,
        more: object = {},
      ): Promise<TestAnswer> => {
        const options = {
          key: null,
          ...more,
          headers: { origin: SITE, ...(more as { headers?: object }).headers },
        };
        const answer = await instance.call(method, `${path}?chatbotId=${chatbotId}`, options);
        assert.equal(answer.status, status, answer.text);
        assertCors(answer, SITE);
        return answer;
      };
      assert.equal((await call('GET', '/widget/config', 200)).json.chatbot.id, chatbotId);
      await call('POST', '/widget/config', 200);
      const { json } = await call('POST', '/widget/conversations', 201, { body: {} });
      const headers = { 'x-visitor-token': json.visitorToken };
      const messages = `/widget/conversations/${json.conversation.id}/messages`;
      await call('POST', messages, 201, { headers, body: { text: 'Hello?', clientMessageId: 'one' } });
      assert.equal((await call('GET', messages, 200, { headers })).json.data.length, 2);
      const identity = { userId: 'user-1', userHash: 'f'.repeat(64) };
      // The identity mode is off: this far it gets only through the gate.
      const tied = await call('POST', '/widget/identity', 422, { headers, body: { identity } });
      assert.equal(tied.json.code, 'validation_failed');
    });

    it('tells and keeps no key: none takes part', async () => {
      const { secret } = await deploy(instance, chatbotId);
      const answer = await config();
      assert.equal(answer.text.includes(secret) || answer.text.includes('key_'), false);
    });

    const never: [reason: string, deployment: object, code: string][] = [
      ['a test deployment', { environment: 'test' }, 'key_invalid'],
      ['a custom deployment', { type: 'custom', site: undefined }, 'key_invalid'],
      ['a WordPress deployment', { type: 'wordpress' }, 'key_invalid'],
      ['a Shopify deployment', { type: 'shopify' }, 'key_invalid'],
      ['a website that is open to all', { restriction: { kind: 'none' } }, 'key_invalid'],
      [
        'a website that goes by addresses',
        { restriction: { kind: 'ips', ranges: ['127.0.0.1'] } },
        'key_invalid',
      ],
    ];
    for (const [reason, deployment, code] of never) {
      it(`${reason} lets nobody in without its key, and says no more than that of no chatbot`, async () => {
        await deploy(instance, chatbotId, deployment);
        assert.equal(await verdict(), code);
        const [ours, none] = [await config(), await config(SITE, instance, 'bot_0000000000000000')];
        assert.equal(ours.json.detail, none.json.detail);
        await deploy(instance, chatbotId, { site: OTHER_SITE });
        assert.equal(await verdict(), 'origin_not_allowed', 'nor beside one that does count');
        assert.equal(await verdict(OTHER_SITE), 'allowed');
      });
    }

    it('is refused where the chatbot does not allow it, whether or not there is one', async () => {
      const keyed = await addChatbot(instance);
      await deploy(instance, keyed);
      assert.equal(await verdict(SITE, keyed), 'key_invalid');
      assert.equal(await verdict(SITE, 'bot_0000000000000000'), 'key_invalid');
    });

    it('the first deployment that lists the origin is the one used', async () => {
      const locale = async (origin: string) => (await config(origin)).json.locale;
      const both = await deploy(instance, chatbotId, origins(SITE, OTHER_SITE));
      await edit(both, { widget: { locale: 'de' } });
      const second = await deploy(instance, chatbotId, origins(SITE, 'https://third.example.com'));
      await edit(second, { widget: { locale: 'fr' } });
      assert.deepEqual(
        [await locale(SITE), await locale(OTHER_SITE), await locale('https://third.example.com')],
        ['de', 'de', 'fr'],
      );
      await edit(both, origins(OTHER_SITE));
      assert.equal(await locale(SITE), 'fr', 'the next one in turn');
    });

    it('a visitor stays a visitor of the deployment that let him in', async () => {
      await deploy(instance, chatbotId);
      await deploy(instance, chatbotId, { site: OTHER_SITE });
      const path = `/widget/conversations?chatbotId=${chatbotId}`;
      const opened = await instance.call('POST', path, { key: null, headers: { origin: SITE }, body: {} });
      const headers = { origin: OTHER_SITE, 'x-visitor-token': opened.json.visitorToken };
      const elsewhere = await instance.call('POST', path, { key: null, headers, body: {} });
      assert.equal(elsewhere.json.code, 'visitor_token_invalid');
    });

    describe('a change holds for the very next request on every node', () => {
      it('the first deployment of a chatbot', async () => {
        assert.equal(await verdict(), 'key_invalid');
        await deploy(instance, chatbotId);
        assert.equal(await verdict(), 'allowed');
      });

      it('a further deployment', async () => {
        await deploy(instance, chatbotId);
        assert.equal(await verdict(OTHER_SITE), 'origin_not_allowed');
        await deploy(instance, chatbotId, { site: OTHER_SITE });
        assert.equal(await verdict(OTHER_SITE), 'allowed');
      });

      it('other origins', async () => {
        const website = await deploy(instance, chatbotId);
        assert.equal(await verdict(), 'allowed');
        await edit(website, origins(OTHER_SITE));
        assert.deepEqual([await verdict(), await verdict(OTHER_SITE)], ['origin_not_allowed', 'allowed']);
      });

      it('another mode, and back', async () => {
        const website = await deploy(instance, chatbotId);
        assert.equal(await verdict(), 'allowed');
        await edit(website, { restriction: { kind: 'none' } });
        assert.equal(await verdict(), 'key_invalid');
        await edit(website, origins(SITE));
        assert.equal(await verdict(), 'allowed');
      });

      it('localhost taken off the list', async () => {
        const local = 'http://localhost:3000';
        const website = await deploy(instance, chatbotId);
        assert.equal(await verdict(local), 'allowed');
        await edit(website, { allowLocalhost: false });
        assert.equal(await verdict(local), 'origin_not_allowed');
      });

      it("an origin of the organization's list", async () => {
        await deploy(instance, chatbotId);
        const shared = `https://shared-${engine}.example.com`;
        const path = '/api/v1/organization/allowed-origins';
        for (const [listed, expected] of [
          [[], 'origin_not_allowed'],
          [[shared], 'allowed'],
          [[], 'origin_not_allowed'],
        ] as const) {
          assert.equal((await instance.call('PUT', path, { body: { origins: listed } })).status, 200);
          assert.equal(await verdict(shared), expected);
        }
      });

      it('keyless embedding turned off, and on', async () => {
        const { secret } = await deploy(instance, chatbotId);
        assert.equal(await verdict(), 'allowed');
        await editChatbot({ keylessEmbedding: false });
        assert.equal(await verdict(), 'key_invalid');
        const keyed = await instance.call('GET', '/widget/config', {
          key: secret,
          headers: { origin: SITE },
        });
        assert.equal(keyed.status, 200, 'with the key it goes on');
        await editChatbot({ keylessEmbedding: true });
        assert.equal(await verdict(), 'allowed');
      });

      it('a revoked deployment', async () => {
        const website = await deploy(instance, chatbotId);
        await deploy(instance, chatbotId, { site: OTHER_SITE });
        assert.equal(await verdict(), 'allowed');
        assert.equal((await instance.call('POST', `${website.path}/revocation`)).status, 200);
        assert.deepEqual([await verdict(), await verdict(OTHER_SITE)], ['origin_not_allowed', 'allowed']);
      });

      it('a pause, which says its message', async () => {
        await deploy(instance, chatbotId);
        assert.equal(await verdict(), 'allowed');
        await editChatbot({ paused: { enabled: true, message: 'Back at nine.' } });
        assert.equal(await verdict(), 'chatbot_paused');
        assert.equal((await config()).json.detail, 'Back at nine.');
        await editChatbot({ paused: { enabled: false, message: '' } });
        assert.equal(await verdict(), 'allowed');
      });

      it('a deleted chatbot', async () => {
        const website = await deploy(instance, chatbotId);
        assert.equal(await verdict(), 'allowed');
        await instance.call('POST', `${website.path}/revocation`);
        await instance.call('DELETE', website.path);
        const deleted = await instance.call('DELETE', `/api/v1/chatbots/${chatbotId}`);
        assert.equal(deleted.status, 204, deleted.text);
        assert.equal(await verdict(), 'key_invalid');
      });
    });

    it("opens nothing of the management API, and never another organization's list", async () => {
      await deploy(instance, chatbotId);
      const managed = await instance.call('GET', `/api/v1/chatbots?chatbotId=${chatbotId}`, { key: null });
      assert.deepEqual([managed.status, managed.json.code], [403, 'key_type_not_allowed']);
      const other = await addOrganization(instance);
      const shared = 'https://theirs.example.com';
      const body = { origins: [shared] };
      await instance.call('PUT', '/api/v1/organization/allowed-origins', { key: other.ownerKey, body });
      assert.equal(await verdict(shared), 'origin_not_allowed');
    });
  });
}
