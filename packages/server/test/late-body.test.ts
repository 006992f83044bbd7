import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect } from 'node:net';
import { after, before, describe, it } from 'node:test';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { judgeWhatArrived, sendBodyInBetween } from './support/body-in-between.ts';
import { becomeFirstOwner } from './support/browser.ts';
import { addChatbot, deploy, recorded, SITE } from './support/deployed.ts';
import { type HoldableStore, startSlowInstance } from './support/held-store.ts';
import { exchangeRaw } from './support/raw-connection.ts';
import { bearer } from './support/raw-request.ts';
import { endKey } from './support/store-rows.ts';
import { ENGINES, PUBLIC_URL, type TestAnswer, type TestInstance } from './support/test-instance.ts';

const BODY = 'Content-Type: application/json\r\nContent-Length: 2';

for (const engine of ENGINES) {
  describe(`a body that arrives later than its headers on ${engine}`, () => {
    let instance: TestInstance;
    let slow: HoldableStore;
    let chatbotId: string;
    before(async () => {
      ({ instance, slow } = await startSlowInstance(engine, { rateLimits: true }));
      chatbotId = await addChatbot(instance);
    });
    after(() => instance.close());

    /** Sends the headers, waits until the gate has let them in and `meanwhile` is done, and sends the body. */
    const post = async (
      path: string,
      key: string | null,
      body: object | string,
      meanwhile: () => Promise<unknown>,
      headers: Record<string, string> = {},
    ) => {
      const text = typeof body === 'string' ? body : JSON.stringify(body);
      const fields = {
        Host: 'localhost',
        ...(key === null ? {} : { Authorization: `Bearer ${key}` }),
        'Content-Type': 'application/json',
        'Content-Length': String(text.length),
        // Answered by the server when it has the headers.
        Expect: '100-continue',
        ...headers,
      };
      const head = Object.entries(fields).map(([name, value]) => `${name}: ${value}\r\n`);
      const { answers } = await exchangeRaw(
        instance.url,
        [`POST ${path} HTTP/1.1\r\n${head.join('')}\r\n`, admitted, meanwhile, text],
        { answers: 1 },
      );
      const [answer] = answers;
      return { status: answer?.status, json: JSON.parse(answer?.body ?? '') };
    };
    const admitted = () => judgeWhatArrived(instance);
    /** A look-up would be followed by a barrier of its own. */
    const remembered = async (path: string, key: string | null): Promise<void> => {
      const headers = path.startsWith('/widget/') ? { origin: SITE } : {};
      assert.equal((await instance.call('GET', path, { key, headers })).status, 200);
    };
    /** Of the widget's door, by outcome. */
    const decisions = async (): Promise<Map<string, number>> => {
      const { text } = await instance.call('GET', '/metrics', { key: null });
      const samples = text.matchAll(/^wicketgate_decisions_total\{way="widget",outcome="(\w+)"\} (\d+)$/gm);
      return new Map([...samples].map(([, outcome = '', count]) => [outcome, Number(count)]));
    };
    const nothing = async (): Promise<void> => undefined;
    const conversations = async (): Promise<number> =>
      (await instance.call('GET', `/api/v1/chatbots/${chatbotId}/conversations`)).json.data.length;
    const newKey = async (): Promise<TestAnswer['json']> => {
      const body = { label: 'Writer', scopes: ['read', 'chatbots:write'] };
      return (await instance.call('POST', '/api/v1/api-keys', { body })).json.key;
    };

    it('writes as long as its key is good', async () => {
      const { secret } = await deploy(instance, chatbotId);
      const opened = await post('/widget/conversations', secret, {}, nothing, { Origin: SITE });
      assert.equal(opened.status, 201, JSON.stringify(opened.json));
      const { secret: writer } = await newKey();
      assert.equal((await post('/api/v1/chatbots', writer, { name: 'Late' }, nothing)).status, 201);
    });

    it('is counted as one call', async () => {
      const { path, secret } = await deploy(instance, chatbotId);
      await instance.call('PATCH', path, { body: { rateLimit: 1 } });
      const opened = await post('/widget/conversations', secret, {}, nothing, { Origin: SITE });
      assert.equal(opened.status, 201, JSON.stringify(opened.json));
    });

    const endings: readonly [reason: string, body: object | string, isRevoked: boolean, told: string][] = [
      ['let in twice', {}, false, 'allowed'],
      ['let in and then refused', {}, true, 'key_revoked'],
      ['let in once, since nobody could read it', '{', false, 'allowed'],
    ];
    for (const [reason, body, isRevoked, told] of endings) {
      it(`is one decision in the metrics: ${reason}`, async () => {
        const { path, secret } = await deploy(instance, chatbotId);
        const earlier = await decisions();
        const meanwhile = isRevoked ? () => instance.call('POST', `${path}/revocation`) : nothing;
        await post('/widget/conversations', secret, body, meanwhile, { Origin: SITE });
        const later = await decisions();
        const added = [...later].map(([outcome, count]) => [outcome, count - (earlier.get(outcome) ?? 0)]);
        assert.deepEqual(
          added.filter(([, count]) => count !== 0),
          [[told, 1]],
        );
      });
    }

    it('is one decision in the metrics: let in, and never heard of again', { timeout: 60_000 }, async () => {
      const { secret } = await deploy(instance, chatbotId);
      const allowed = async () => (await decisions()).get('allowed') ?? 0;
      const earlier = await allowed();
      const { hostname, port } = new URL(instance.url);
      const caller = connect(Number(port), hostname);
      const fields = `Host: localhost\r\nOrigin: ${SITE}\r\nAuthorization: Bearer ${secret}\r\n${BODY}`;
      caller.write(`POST /widget/conversations HTTP/1.1\r\n${fields}\r\nExpect: 100-continue\r\n\r\n`);
      await once(caller, 'data');
      await admitted();
      assert.equal(await allowed(), earlier, 'it is to be judged again');
      caller.destroy();
      while ((await allowed()) === earlier) await nextTurn();
      assert.equal(await allowed(), earlier + 1);
    });

    it('writes no conversation once its deployment has been revoked', async () => {
      const { path, secret } = await deploy(instance, chatbotId);
      const before = await conversations();
      const revoke = () => instance.call('POST', `${path}/revocation`);
      const { status, json } = await post('/widget/conversations', secret, {}, revoke, { Origin: SITE });
      assert.deepEqual([status, json.code], [401, 'key_revoked']);
      assert.equal(await conversations(), before);
    });

    it('changes nothing once its API key has been deleted', async () => {
      const { id, secret } = await newKey();
      const events = (await recorded(instance, 'chatbot.created')).length;
      const remove = () => instance.call('DELETE', `/api/v1/api-keys/${id}`);
      const { status, json } = await post('/api/v1/chatbots', secret, { name: 'Ghost' }, remove);
      assert.deepEqual([status, json.code], [401, 'key_revoked']);
      assert.equal((await recorded(instance, 'chatbot.created')).length, events);
    });

    it('changes nothing once its API key has lost the scope', async () => {
      const { id, secret } = await newKey();
      const narrow = () => instance.call('PATCH', `/api/v1/api-keys/${id}`, { body: { scopes: ['read'] } });
      const { status, json } = await post('/api/v1/chatbots', secret, { name: 'Ghost' }, narrow);
      assert.deepEqual([status, json.code], [403, 'insufficient_scope']);
    });

    it('that comes while the gate asks: opens no conversation once its key has been ended', async () => {
      const { keyId, secret } = await deploy(instance, chatbotId);
      await remembered('/widget/config', secret);
      const before = await conversations();
      const answer = await sendBodyInBetween(
        instance,
        slow,
        {
          method: 'POST',
          target: '/widget/conversations',
          fields: [bearer(secret), ['Origin', SITE]],
          body: '{}',
        },
        () => endKey(instance.store, keyId),
      );
      assert.deepEqual([answer.status, JSON.parse(answer.body).code], [401, 'key_revoked']);
      assert.equal(await conversations(), before);
    });

    it('the same without a key: once the chatbot allows that no more', async () => {
      const open = await addChatbot(instance, { keylessEmbedding: true });
      await deploy(instance, open);
      await remembered(`/widget/config?chatbotId=${open}`, null);
      const answer = await sendBodyInBetween(
        instance,
        slow,
        {
          method: 'POST',
          target: `/widget/conversations?chatbotId=${open}`,
          fields: [['Origin', SITE]],
          body: '{}',
        },
        () =>
          instance.store.write(async (tx) => {
            const close = tx.db.updateTable('chatbot').set({ keyless_embedding: 0 });
            await close.where('id', '=', open).execute();
            tx.changeGate(open);
          }),
      );
      assert.equal(answer.status, 401, answer.body);
    });

    it('that comes while the gate asks: changes nothing once its API key has been ended', async () => {
      const { id, secret } = await newKey();
      await remembered('/api/v1/chatbots', secret);
      const events = (await recorded(instance, 'chatbot.created')).length;
      const answer = await sendBodyInBetween(
        instance,
        slow,
        {
          method: 'POST',
          target: '/api/v1/chatbots',
          fields: [bearer(secret)],
          body: JSON.stringify({ name: 'Ghost' }),
        },
        () => endKey(instance.store, id),
      );
      assert.deepEqual([answer.status, JSON.parse(answer.body).code], [401, 'key_revoked']);
      assert.equal((await recorded(instance, 'chatbot.created')).length, events);
    });

    it('changes nothing once its session is over', async () => {
      const owner = await becomeFirstOwner(instance);
      const events = (await recorded(instance, 'chatbot.created')).length;
      const { status, json } = await post(
        '/api/v1/chatbots',
        null,
        { name: 'Ghost' },
        () => owner.call('POST', '/api/auth/sign-out', { body: {} }),
        { Cookie: owner.cookie, Origin: PUBLIC_URL },
      );
      assert.deepEqual([status, json.code], [401, 'not_signed_in']);
      assert.equal((await recorded(instance, 'chatbot.created')).length, events);
    });
  });
}
