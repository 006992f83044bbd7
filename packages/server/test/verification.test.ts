import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { addChatbot, type Deployed, deploy, SITE, whatIsKept } from './support/deployed.ts';
import { addOrganization, type SecondOrganization } from './support/second-organization.ts';
import { ENGINES, mintTestKey, startInstance, type TestInstance } from './support/test-instance.ts';

const PATH = '/api/v1/keys/verification';

for (const engine of ENGINES) {
  describe(`verification on ${engine}`, () => {
    let instance: TestInstance;
    let website: Deployed;
    let server: Deployed;
    let other: SecondOrganization;
    before(async () => {
      instance = await startInstance(engine);
      const chatbotId = await addChatbot(instance);
      website = await deploy(instance, chatbotId);
      server = await deploy(instance, chatbotId, {
        type: 'custom',
        site: undefined,
        restriction: { kind: 'ips', ranges: ['203.0.113.0/24'] },
      });
      other = await addOrganization(instance);
    });
    after(() => instance.close());

    const rows: {
      reason: string;
      body: () => object;
      code: string | null;
      status: number;
      knows: 'website' | 'server' | null;
    }[] = [
      {
        reason: 'a key on its origin is valid',
        body: () => ({ key: website.secret, origin: SITE }),
        code: null,
        status: 200,
        knows: 'website',
      },
      {
        reason: 'another origin is refused as the widget API would',
        body: () => ({ key: website.secret, origin: 'https://elsewhere.example' }),
        code: 'origin_not_allowed',
        status: 403,
        knows: 'website',
      },
      {
        reason: 'a call without an Origin is refused for a key in Websites mode',
        body: () => ({ key: website.secret }),
        code: 'origin_missing',
        status: 403,
        knows: 'website',
      },
      {
        reason: 'an address inside the range passes',
        body: () => ({ key: server.secret, ip: '203.0.113.9' }),
        code: null,
        status: 200,
        knows: 'server',
      },
      {
        reason: 'an address outside the range does not',
        body: () => ({ key: server.secret, ip: '198.51.100.9' }),
        code: 'ip_not_allowed',
        status: 403,
        knows: 'server',
      },
      {
        reason: 'an address that is not told cannot be inside a range',
        body: () => ({ key: server.secret }),
        code: 'ip_not_allowed',
        status: 403,
        knows: 'server',
      },
      {
        reason: 'a secret key with an Origin came from a browser',
        body: () => ({ key: server.secret, origin: SITE, ip: '203.0.113.9' }),
        code: 'key_type_not_allowed',
        status: 403,
        knows: null,
      },
      {
        reason: 'an unknown key is known to nobody',
        body: () => ({ key: mintTestKey('publishable'), origin: SITE }),
        code: 'key_invalid',
        status: 401,
        knows: null,
      },
      {
        reason: 'garbage is an answer, not an error',
        body: () => ({ key: 'cb_live_nonsense', origin: SITE }),
        code: 'key_malformed',
        status: 401,
        knows: null,
      },
      {
        reason: 'a management key opens no widget',
        body: () => ({ key: instance.ownerKey }),
        code: 'key_type_not_allowed',
        status: 403,
        knows: null,
      },
    ];
    for (const { reason, body, code, status, knows } of rows) {
      it(reason, async () => {
        const { json, status: httpStatus, headers } = await instance.call('POST', PATH, { body: body() });
        const known = knows === 'website' ? website : knows === 'server' ? server : null;
        assert.equal(httpStatus, 200);
        assert.deepEqual(
          { valid: json.valid, code: json.code, status: json.status },
          { valid: code === null, code, status },
        );
        if (known !== null) {
          assert.deepEqual(
            [json.keyId, json.deploymentId, json.chatbotId],
            [known.keyId, known.id, known.chatbotId],
          );
        }
        assert.equal(json.requestId, headers.get('x-request-id'));
      });
    }

    it("another organization's key is as unknown as one that never was", async () => {
      const body = { key: website.secret, origin: SITE };
      const { json } = await instance.call('POST', PATH, { body, key: other.ownerKey });
      assert.deepEqual(
        [json.valid, json.code, json.keyId, json.deploymentId, json.chatbotId],
        [false, 'key_invalid', null, null, null],
      );
    });

    it('a revocation holds for the very next verification, and the refusal can be explained', async () => {
      const doomed = await deploy(instance, website.chatbotId);
      const body = { key: doomed.secret, origin: SITE };
      assert.equal((await instance.call('POST', PATH, { body })).json.valid, true);
      await instance.call('POST', `${doomed.path}/revocation`);
      const { json } = await instance.call('POST', PATH, { body });
      assert.equal(json.code, 'key_revoked');
      const explained = await instance.call('GET', `/api/v1/decisions/${json.requestId}`);
      assert.equal(explained.json.code, 'key_revoked');
    });

    it('needs the scope keys:verify and says so', async () => {
      const { json } = await instance.call('POST', '/api/v1/api-keys', {
        body: { label: 'Reader', scopes: ['read'] },
      });
      const refused = await instance.call('POST', PATH, {
        body: { key: website.secret },
        key: json.key.secret,
      });
      assert.deepEqual([refused.status, refused.json.code], [403, 'insufficient_scope']);
    });

    for (const [reason, body, code] of [
      ['an address that is none names the field', { key: 'x', ip: '010.0.0.1' }, 'ip_range_invalid'],
      ['an unknown field is refused', { key: 'x', referer: SITE }, 'validation_failed'],
      ['a key is needed', { origin: SITE }, 'validation_failed'],
    ] as const) {
      it(reason, async () => {
        const answer = await instance.call('POST', PATH, { body });
        assert.deepEqual([answer.status, answer.json.code], [422, code]);
      });
    }

    it('keeps no plaintext anywhere', async () => {
      const kept = await whatIsKept(instance);
      for (const secret of [website.secret, server.secret]) assert.ok(!kept.includes(secret));
    });
  });
}
