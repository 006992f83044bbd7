import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import { addChatbot, type Deployed, deploy, recorded, SITE, whatIsKept } from './support/deployed.ts';
import { addOrganization } from './support/second-organization.ts';
import { ENGINES, mintTestKey, type TestAnswer, type TestInstance } from './support/test-instance.ts';
import { startTwoNodes, type TwoNodes } from './support/two-nodes.ts';

const HOUR_MS = 3_600_000;
const CUSTOM = { type: 'custom', site: undefined };

interface SecretKey {
  readonly id: string;
  readonly secret: string;
  /** A call that it may make. */
  readonly path: string;
}

const SIGNALS: readonly [reason: string, headers: Record<string, string>][] = [
  ['an Origin', { origin: SITE }],
  ['the null origin', { origin: 'null' }],
  ['Sec-Fetch-Site of another site', { 'sec-fetch-site': 'cross-site' }],
  ['Sec-Fetch-Site of an address typed in', { 'sec-fetch-site': 'none' }],
  ['Sec-Fetch-Dest', { 'sec-fetch-dest': 'empty' }],
];
const NO_SIGNALS: readonly [reason: string, headers: Record<string, string>][] = [
  ['nothing of a browser', {}],
  ["Sec-Fetch-Mode alone, which Node's own fetch sends", { 'sec-fetch-mode': 'cors' }],
  ['a Referer and a User-Agent, which anybody may send', { referer: SITE, 'user-agent': 'Mozilla/5.0' }],
];

for (const engine of ENGINES) {
  describe(`misused secret keys on ${engine}`, () => {
    let nodes: TwoNodes;
    let instance: TestInstance;
    let node: TestInstance;
    let chatbotId: string;
    before(async () => {
      nodes = await startTwoNodes(engine);
      ({ instance, node } = nodes);
      chatbotId = await addChatbot(instance);
    });
    after(() => nodes.close());

    const deploymentKey = async (): Promise<SecretKey> => {
      const { keyId, secret } = await deploy(instance, chatbotId, CUSTOM);
      return { id: keyId, secret, path: '/widget/config' };
    };
    const apiKey = async (scopes = ['read']): Promise<SecretKey> => {
      const { json } = await instance.call('POST', '/api/v1/api-keys', { body: { label: 'x', scopes } });
      return { id: json.key.id, secret: json.key.secret, path: '/api/v1/chatbots' };
    };
    const KINDS = [
      ["a custom deployment's key", deploymentKey],
      ['an API key', apiKey],
    ] as const;
    const use = ({ secret, path }: SecretKey, headers = {}, on = instance): Promise<TestAnswer> =>
      on.call('GET', path, { key: secret, headers });
    const leak = (key: SecretKey): Promise<TestAnswer> => use(key, { origin: SITE });
    const useInUrl = ({ secret, path }: SecretKey): Promise<TestAnswer> =>
      instance.call('GET', `${path}?key=${secret}`, { key: null });
    const events = async (action: string, { id }: SecretKey): Promise<TestAnswer['json'][]> =>
      (await recorded(instance, action)).filter(({ target_id }) => target_id === id);
    const setPolicy = async (quarantineMisusedKeys: boolean): Promise<void> => {
      const answer = await instance.call('PATCH', '/api/v1/organization', {
        body: { quarantineMisusedKeys },
      });
      assert.equal(answer.json.quarantineMisusedKeys, quarantineMisusedKeys, answer.text);
    };

    for (const [kind, issue] of KINDS) {
      describe(kind, () => {
        for (const [reason, headers] of SIGNALS) {
          it(`is refused and reported with ${reason}`, async () => {
            const key = await issue();
            const answer = await use(key, headers);
            assert.deepEqual([answer.status, answer.json.code], [403, 'key_type_not_allowed']);
            const [event, ...more] = await events('key.misused', key);
            assert.deepEqual(more, []);
            assert.equal(event.request_id, answer.json.requestId);
            assert.deepEqual(JSON.parse(event.actor), { type: 'system', id: 'gate' });
            assert.equal(event.detail.misuse, 'sent_by_a_browser');
            assert.equal(event.detail.preview.slice(-4), key.secret.slice(-4));
            assert.equal(event.ip, '127.0.0.1');
          });
        }
        for (const [reason, headers] of NO_SIGNALS) {
          it(`is let through with ${reason}`, async () => {
            const key = await issue();
            const answer = await use(key, headers);
            assert.equal(answer.status, 200, answer.text);
            assert.deepEqual(await events('key.misused', key), []);
          });
        }

        it('is refused and reported in a URL, and not logged with it', async () => {
          const key = await issue();
          const answer = await useInUrl(key);
          assert.deepEqual([answer.status, answer.json.code], [400, 'secret_key_in_url']);
          assert.equal(answer.text.includes(key.secret), false);
          const [event] = await events('key.misused', key);
          assert.equal(event.detail.misuse, 'in_a_url');
          assert.equal(event.request_id, answer.json.requestId);
          assert.equal((await use(key)).status, 200, 'in its place it works on');
        });

        it('is reported once an hour, however often and at how many nodes it is used', async () => {
          const key = await issue();
          const calls = [instance, node, instance, node].map((on) => use(key, { origin: SITE }, on));
          for (const { json } of await Promise.all(calls)) assert.equal(json.code, 'key_type_not_allowed');
          await useInUrl(key);
          assert.equal((await events('key.misused', key)).length, 1);
          nodes.travel(HOUR_MS);
          await leak(key);
          await leak(key);
          assert.equal((await events('key.misused', key)).length, 2);
        });

        it('is not quarantined unless the organization wants that', async () => {
          const key = await issue();
          await leak(key);
          assert.equal((await use(key)).status, 200);
          assert.deepEqual(await events('key.quarantined', key), []);
        });
      });
    }

    describe('where the organization wants quarantine', () => {
      before(() => setPolicy(true));
      after(() => setPolicy(false));
      let key: SecretKey;
      beforeEach(async () => {
        key = await deploymentKey();
      });
      const release = ({ id }: SecretKey, as = instance.ownerKey): Promise<TestAnswer> =>
        instance.call('DELETE', `/api/v1/keys/${id}/quarantine`, { key: as });

      for (const [reason, misuse] of [
        ['from a browser', leak],
        ['in a URL', useInUrl],
      ] as const) {
        it(`a key that came ${reason} is refused everywhere from the answer on`, async () => {
          assert.equal((await use(key, {}, node)).status, 200);
          await misuse(key);
          for (const on of [instance, node]) {
            const answer = await use(key, {}, on);
            assert.deepEqual([answer.status, answer.json.code], [403, 'key_quarantined']);
          }
          assert.equal((await events('key.misused', key)).length, 1);
          assert.equal((await events('key.quarantined', key)).length, 1);
        });
      }

      it('an API key too', async () => {
        const api = await apiKey();
        await leak(api);
        assert.equal((await use(api)).json.code, 'key_quarantined');
        const { data } = (await instance.call('GET', '/api/v1/api-keys')).json;
        const row = data.find(({ id }: { id: string }) => id === api.id);
        assert.match(row.quarantinedAt, /Z$/);
      });

      it('an owner releases it, and the next call of any node is let through', async () => {
        await leak(key);
        const answer = await release(key);
        assert.equal(answer.status, 200, answer.text);
        assert.equal(answer.json.key.quarantinedAt, null);
        assert.equal(answer.text.includes(key.secret), false);
        for (const on of [instance, node]) assert.equal((await use(key, {}, on)).status, 200);
        assert.equal((await events('key.released', key)).length, 1);
        assert.equal((await release(key)).json.code, 'conflict', 'there is nothing to release any more');
      });

      it('the next misuse after a release is reported and quarantined at once', async () => {
        await leak(key);
        await release(key);
        await leak(key);
        assert.equal((await use(key)).json.code, 'key_quarantined');
        assert.equal((await events('key.misused', key)).length, 2);
      });

      it('a key reported before the policy was chosen is quarantined by its next misuse', async () => {
        await setPolicy(false);
        await leak(key);
        await setPolicy(true);
        assert.equal((await use(key)).status, 200);
        await leak(key);
        assert.equal((await use(key)).json.code, 'key_quarantined');
      });

      it('nobody but an owner of the organization releases it', async () => {
        await leak(key);
        const lesser = await apiKey(['read', 'deployments:write', 'api-keys:write']);
        const other = await addOrganization(instance);
        assert.equal((await release(key, lesser.secret)).json.code, 'insufficient_scope');
        assert.equal((await release(key, other.ownerKey)).json.code, 'not_found');
        assert.equal((await release(key, key.secret)).json.code, 'key_type_not_allowed');
        assert.equal((await use(key)).json.code, 'key_quarantined');
      });

      it('a rotation replaces it by one that works', async () => {
        const at = await deploy(instance, chatbotId, CUSTOM);
        await leak({ id: at.keyId, secret: at.secret, path: '/widget/config' });
        const rotated = await instance.call('POST', `${at.path}/rotations`, { body: {} });
        assert.equal((await use({ ...key, secret: rotated.json.key.secret })).status, 200);
      });

      it("another organization's policy is its own", async () => {
        const other = await addOrganization(instance);
        const theirs = { id: '', secret: other.ownerKey, path: '/api/v1/chatbots' };
        await leak(theirs);
        assert.equal((await use(theirs)).status, 200);
      });
    });

    describe('nothing is reported', () => {
      const nothing: [reason: string, code: string, call: () => Promise<TestAnswer>][] = [
        [
          'of a publishable key, whose place is the browser',
          'allowed',
          async () => {
            const website = await deploy(instance, chatbotId);
            return instance.call('GET', '/widget/config', { key: website.secret, headers: { origin: SITE } });
          },
        ],
        [
          'of a key that was never issued',
          'key_type_not_allowed',
          () => leak({ id: '', secret: mintTestKey(), path: '/widget/config' }),
        ],
        [
          'of one in a URL that was never issued',
          'secret_key_in_url',
          () => useInUrl({ id: '', secret: mintTestKey(), path: '/api/v1/chatbots' }),
        ],
        [
          'of what only begins like one',
          'secret_key_in_url',
          () => instance.call('GET', '/widget/config?key=cb_sk_', { key: null }),
        ],
        [
          'of a revoked key: it opens nothing',
          'key_type_not_allowed',
          async () => {
            const key = await deploymentKey();
            await instance.call('POST', `/api/v1/keys/${key.id}/revocation`);
            return leak(key);
          },
        ],
      ];
      for (const [reason, code, call] of nothing) {
        it(reason, async () => {
          const before = await recorded(instance, 'key.misused');
          const answer = await call();
          assert.equal(answer.status === 200 ? 'allowed' : answer.json.code, code);
          assert.deepEqual(await recorded(instance, 'key.misused'), before);
        });
      }
    });

    it("a custom deployment's key opens the whole widget API, server to server", async () => {
      const { secret }: Deployed = await deploy(instance, chatbotId, CUSTOM);
      assert.match(secret, /^cb_sk_live_/);
      const call = (method: string, path: string, more: object = {}): Promise<TestAnswer> =>
        instance.call(method, path, { key: secret, ...more });
      assert.equal((await call('POST', '/widget/config')).status, 200);
      const opened = await call('POST', '/widget/conversations', { body: {} });
      assert.equal(opened.status, 201, opened.text);
      const headers = { 'x-visitor-token': opened.json.visitorToken };
      const messages = `/widget/conversations/${opened.json.conversation.id}/messages`;
      const body = { text: 'Hello?', clientMessageId: 'one' };
      const posted = await call('POST', messages, { headers, body });
      assert.equal(posted.status, 201, posted.text);
      const list = await call('GET', messages, { headers });
      assert.equal(list.json.data.length, 2);
      const inBrowser = await call('GET', messages, { headers: { ...headers, origin: SITE } });
      assert.equal(inBrowser.json.code, 'key_type_not_allowed');
    });

    it('keeps no key in plain text for all that', async () => {
      const key = await deploymentKey();
      await leak(key);
      await useInUrl(key);
      assert.equal((await whatIsKept(instance)).includes(key.secret), false);
      assert.equal(node.log.join('').includes(key.secret), false);
    });
  });
}
