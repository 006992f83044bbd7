import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { addChatbot, type Deployed, deploy, recorded, SITE } from './support/deployed.ts';
import { addOrganization } from './support/second-organization.ts';
import { ENGINES, startInstance, type TestAnswer, type TestInstance } from './support/test-instance.ts';

const CONFIG = '/widget/config';
const VERIFICATION = '/api/v1/keys/verification';

for (const engine of ENGINES) {
  describe(`a secret key that is exposed beside another mistake on ${engine}`, () => {
    let instance: TestInstance;
    let chatbotId: string;
    let website: Deployed;
    before(async () => {
      instance = await startInstance(engine);
      chatbotId = await addChatbot(instance);
      website = await deploy(instance, chatbotId);
    });
    after(() => instance.close());

    const issue = (): Promise<Deployed> => deploy(instance, chatbotId, { type: 'custom', site: undefined });
    const reports = async ({ keyId }: Deployed): Promise<TestAnswer['json'][]> =>
      (await recorded(instance, 'key.misused')).filter(({ target_id }) => target_id === keyId);

    const rows: {
      reason: string;
      call: (secret: string) => Promise<TestAnswer>;
      code: string;
      misuse: string;
    }[] = [
      {
        reason: 'in ?key= beside an Authorization header',
        call: (secret) => instance.call('GET', `${CONFIG}?key=${secret}`, { key: website.secret }),
        code: 'two_keys',
        misuse: 'in_a_url',
      },
      {
        reason: 'in one of two ?key=',
        call: (secret) =>
          instance.call('GET', `${CONFIG}?key=${website.secret}&key=${secret}`, { key: null }),
        code: 'two_keys',
        misuse: 'in_a_url',
      },
      {
        reason: 'in ?chatbotId=',
        call: (secret) => instance.call('GET', `${CONFIG}?chatbotId=${secret}`, { key: null }),
        code: 'secret_key_in_url',
        misuse: 'in_a_url',
      },
      {
        reason: 'in a header from a browser, beside a chatbot ID',
        call: (secret) =>
          instance.call('GET', `${CONFIG}?chatbotId=${chatbotId}`, {
            key: secret,
            headers: { origin: SITE },
          }),
        code: 'two_keys',
        misuse: 'sent_by_a_browser',
      },
      {
        reason: 'in the management API beside the right key',
        call: (secret) => instance.call('GET', `/api/v1/chatbots?key=${secret}`),
        code: 'two_keys',
        misuse: 'in_a_url',
      },
      {
        reason: 'at another backend, which says from which page it came',
        call: (secret) =>
          instance.call('POST', VERIFICATION, { body: { key: secret, origin: SITE, ip: '203.0.113.9' } }),
        code: 'key_type_not_allowed',
        misuse: 'sent_by_a_browser',
      },
    ];
    for (const { reason, call, code, misuse } of rows) {
      it(`is reported: ${reason}`, async () => {
        const key = await issue();
        const answer = await call(key.secret);
        assert.equal(answer.json.code, code, answer.text);
        const [event, ...more] = await reports(key);
        assert.deepEqual([event?.detail.misuse, more], [misuse, []]);
        assert.equal(event.request_id, answer.json.requestId);
        assert.equal(answer.text.includes(key.secret), false);
      });
    }

    it('at another backend: the address is that of the call, not of the backend', async () => {
      const key = await issue();
      await instance.call('POST', VERIFICATION, {
        body: { key: key.secret, origin: SITE, ip: '203.0.113.9' },
      });
      assert.equal((await reports(key))[0].ip, '203.0.113.9');
    });

    it('is nothing to report: two keys, both where they belong', async () => {
      const key = await issue();
      const answer = await instance.call('GET', `${CONFIG}?key=${website.secret}`, { key: key.secret });
      assert.equal(answer.json.code, 'two_keys');
      assert.deepEqual(await reports(key), []);
    });

    it("is nothing to report: another organization's key, which the asking backend must not learn of", async () => {
      const key = await issue();
      const other = await addOrganization(instance);
      const body = { key: key.secret, origin: SITE };
      await instance.call('POST', VERIFICATION, { body, key: other.ownerKey });
      assert.deepEqual(await reports(key), []);
    });

    it('is nothing to report: a question what would happen if', async () => {
      const key = await issue();
      await instance.call('POST', '/api/v1/decisions', { body: { key: key.secret, origin: SITE } });
      assert.deepEqual(await reports(key), []);
    });
  });
}
