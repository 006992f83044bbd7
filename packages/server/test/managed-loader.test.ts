import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { createContext, runInContext } from 'node:vm';
import { loaderScript } from '../src/managed-loader/loader-script.ts';
import { addChatbot, type Deployed, deploy, SITE, whatIsKept } from './support/deployed.ts';
import { ENGINES, startInstance, type TestAnswer, type TestInstance } from './support/test-instance.ts';

const LOADER = 'window.read = window.WicketSettings';
/** What a browser says of a script element; over plain http it is the Referer alone. */
const SCRIPT = { 'sec-fetch-dest': 'script', 'sec-fetch-mode': 'no-cors', 'sec-fetch-site': 'cross-site' };

const folder = await mkdtemp(join(tmpdir(), 'wicketgate-loader-'));
await writeFile(join(folder, 'widget.js'), LOADER);
await writeFile(join(folder, 'refused.js'), LOADER);
after(() => rm(folder, { recursive: true }));

/** Runs a loader as a page would, and says what settings its script saw. */
function run(script: string, own?: object): { read: Record<string, unknown>; left: unknown } {
  const window: Record<string, unknown> = own === undefined ? {} : { WicketSettings: own };
  runInContext(script, createContext({ window }));
  return { read: window['read'] as Record<string, unknown>, left: window['WicketSettings'] };
}

it('the script sees its settings beside those of the page, which has its own back after it', async () => {
  const script = await loaderScript(folder, 'widget.js', { key: 'cb_live_x' });
  const own = { position: 'left', key: 'cb_live_old' };
  const { read, left } = run(script, own);
  assert.deepEqual({ ...read }, { position: 'left', key: 'cb_live_x' });
  assert.equal(left, own);
  assert.equal(run(script).left, undefined, 'nothing is left on a page that had none');
});

it('what a refusal says cannot leave its string, nor end a script element', async () => {
  const detail = '</script><script>alert(1)</script>"\'`{x}\u2028\\';
  const refusal = { status: 403, code: 'chatbot_paused', detail, requestId: 'req_1' };
  const script = await loaderScript(folder, 'refused.js', { refusal });
  assert.equal(script.includes('<'), false);
  assert.equal((run(script).read['refusal'] as typeof refusal).detail, detail);
});

for (const engine of ENGINES) {
  describe(`the managed loader on ${engine}`, () => {
    let instance: TestInstance;
    let chatbotId: string;
    before(async () => {
      instance = await startInstance(engine, { widgetFolder: folder });
      chatbotId = await addChatbot(instance);
    });
    after(() => instance.close());

    const load = (id: string, headers: Record<string, string> = SCRIPT): Promise<TestAnswer> =>
      instance.call('GET', `/widget/${id}.js`, { key: null, headers });
    const keyOf = (answer: TestAnswer) => run(answer.text).read['key'];
    const refusalOf = (answer: TestAnswer) => run(answer.text).read['refusal'] as Record<string, unknown>;
    const managed = (more: object = {}): Promise<Deployed> =>
      deploy(instance, chatbotId, { revealable: true, ...more });

    it('is the loader with the current key; any page may load it, and asks again each time', async () => {
      const { id, secret } = await managed();
      const answer = await load(id);
      assert.equal(answer.status, 200, answer.text);
      assert.ok(answer.text.includes(LOADER));
      assert.equal(keyOf(answer), secret);
      assert.equal(answer.headers.get('content-type'), 'text/javascript; charset=utf-8');
      assert.equal(answer.headers.get('cache-control'), 'no-cache');
      assert.equal(answer.headers.get('access-control-allow-origin'), '*');
      assert.equal(answer.headers.get('cross-origin-resource-policy'), 'cross-origin');
      assert.equal(answer.headers.get('x-content-type-options'), 'nosniff');
      assert.match(answer.headers.get('x-request-id') ?? '', /^req_/);
    });

    it('is compressed for whoever takes that, and is the same script', async () => {
      const { id, secret } = await managed();
      const gzip = await load(id, { ...SCRIPT, 'accept-encoding': 'br, gzip' });
      assert.equal(gzip.headers.get('content-encoding'), 'gzip');
      assert.equal(keyOf(gzip), secret);
      const plain = await load(id, { ...SCRIPT, 'accept-encoding': 'identity' });
      assert.equal(plain.headers.get('content-encoding'), null);
      assert.equal(plain.text, gzip.text);
      assert.match(String(plain.headers.get('vary')), /accept-encoding/i);
    });

    it('says 304 while nothing changed, and brings the new key from the moment a rotation returned', async () => {
      const { id, path, secret } = await managed();
      const first = await load(id);
      const etag = String(first.headers.get('etag'));
      assert.match(etag, /^W\/"[\w-]{43}"$/);
      for (const known of [etag, etag.slice(2), `"other", ${etag}`]) {
        const again = await load(id, { ...SCRIPT, 'if-none-match': known });
        assert.deepEqual([again.status, again.text, again.headers.get('etag')], [304, '', etag]);
      }
      const rotated = await instance.call('POST', `${path}/rotations`, { body: { graceSeconds: 60 } });
      const next = await load(id, { ...SCRIPT, 'if-none-match': etag });
      assert.equal(next.status, 200);
      assert.equal(keyOf(next), rotated.json.key.secret);
      assert.notEqual(keyOf(next), secret);
    });

    it('brings the newest key of those that stay, also where a newer one is only hashed', async () => {
      const { id, path, secret } = await managed();
      const second = await instance.call('POST', `${path}/keys`, { body: {} });
      assert.equal(keyOf(await load(id)), second.json.key.secret);
      await instance.call('POST', `/api/v1/keys/${second.json.key.id}/revocation`);
      assert.equal(keyOf(await load(id)), secret);
      await instance.call('POST', `${path}/keys`, { body: { revealable: false } });
      assert.equal(keyOf(await load(id)), secret);
    });

    const refusals: [reason: string, code: string, status: number, make: () => Promise<string>][] = [
      [
        'a revoked deployment',
        'key_revoked',
        401,
        async () => {
          const { id, path } = await managed();
          await instance.call('POST', `${path}/revocation`);
          return id;
        },
      ],
      [
        'an installation that is not linked yet',
        'deployment_unlinked',
        403,
        async () => (await managed({ type: 'shopify', site: undefined })).id,
      ],
      [
        'an address that is not allowed',
        'ip_not_allowed',
        403,
        async () => (await managed({ restriction: { kind: 'ips', ranges: ['203.0.113.7'] } })).id,
      ],
      [
        'a paused bot',
        'chatbot_paused',
        403,
        async () => {
          const paused = await addChatbot(instance, {
            paused: { enabled: true, message: 'Back at <nine>.' },
          });
          return (await deploy(instance, paused, { revealable: true, restriction: { kind: 'none' } })).id;
        },
      ],
      [
        'a paused bot, at once also where the websites can only be judged later',
        'chatbot_paused',
        403,
        async () => {
          const paused = await addChatbot(instance, { paused: { enabled: true, message: 'Back at nine.' } });
          return (await deploy(instance, paused, { revealable: true })).id;
        },
      ],
      [
        'a key of which only the hash is kept',
        'key_not_revealable',
        409,
        async () => (await deploy(instance, chatbotId)).id,
      ],
      [
        'a custom deployment, whose key is secret',
        'not_found',
        404,
        async () => (await deploy(instance, chatbotId, { type: 'custom', site: undefined })).id,
      ],
      ['a deployment that does not exist', 'not_found', 404, async () => 'dep_nothing'],
    ];
    for (const [reason, code, status, make] of refusals) {
      it(`is refused to ${reason}: a script to script elements, a problem to everyone else`, async () => {
        const id = await make();
        for (const headers of [SCRIPT, { referer: `${SITE}/` }]) {
          const answer = await load(id, headers);
          const { detail, ...refusal } = refusalOf(answer);
          const requestId = answer.headers.get('x-request-id');
          assert.deepEqual(refusal, { status, code, requestId });
          assert.ok(String(detail).length > 10);
          assert.equal(answer.status, 200, 'browsers run no script with another status');
          assert.equal(answer.headers.get('x-wicketgate-refusal'), code);
          assert.equal(answer.headers.get('cache-control'), 'no-store');
          assert.doesNotMatch(answer.text, /cb_(sk_)?(live|test)_\w{36}/);
        }
        const plain = await load(id, {});
        assert.deepEqual([plain.status, plain.json.code], [status, code]);
        assert.doesNotMatch(plain.text, /cb_(sk_)?(live|test)_\w{36}/);
      });
    }

    it('an Origin, which modules send, is judged at once; without one the config call is', async () => {
      const { id, secret } = await managed();
      const evil = await load(id, { ...SCRIPT, origin: 'https://evil.example' });
      assert.equal(refusalOf(evil)['code'], 'origin_not_allowed');
      assert.equal(keyOf(await load(id, { ...SCRIPT, origin: SITE })), secret);
    });

    it('a refusal is explained by its request id', async () => {
      const { id, path } = await managed();
      await instance.call('POST', `${path}/revocation`);
      const requestId = (await load(id)).headers.get('x-request-id');
      const { json } = await instance.call('GET', `/api/v1/decisions/${requestId}`);
      assert.equal(json.code, 'key_revoked');
    });

    it('neither log nor table holds the key that it brought', async () => {
      const { id, secret } = await managed();
      await load(id);
      assert.equal((await whatIsKept(instance)).includes(secret), false);
    });
  });
}

it('counts against the limit of the address, before anything is looked up', async () => {
  const instance = await startInstance('sqlite', { widgetFolder: folder, rateLimits: true });
  try {
    const statuses = new Set<number>();
    for (let call = 0; call < 601; call += 1) {
      const { status } = await instance.call('GET', '/widget/dep_nothing.js', { key: null });
      statuses.add(status);
    }
    assert.deepEqual([...statuses], [404, 429]);
  } finally {
    await instance.close();
  }
});
