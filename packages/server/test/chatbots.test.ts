import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { recorded } from './support/deployed.ts';
import { ENGINES, startInstance, type TestInstance } from './support/test-instance.ts';

for (const engine of ENGINES) {
  describe(`chatbots on ${engine}`, () => {
    let instance: TestInstance;
    before(async () => {
      instance = await startInstance(engine);
    });
    after(() => instance.close());
    const updates = async (id: string) =>
      (await recorded(instance, 'chatbot.updated')).filter(({ target_id }) => target_id === id);

    it('creates, lists newest first, changes and deletes', async () => {
      const first = await instance.call('POST', '/api/v1/chatbots', { body: { name: 'First' } });
      assert.equal(first.status, 201);
      const second = await instance.call('POST', '/api/v1/chatbots', { body: { name: 'Second' } });
      const path = `/api/v1/chatbots/${second.json.id}`;
      const page = await instance.call('GET', '/api/v1/chatbots?limit=1');
      assert.deepEqual(
        page.json.data.map((bot: { name: string }) => bot.name),
        ['Second'],
      );
      const rest = await instance.call('GET', `/api/v1/chatbots?cursor=${page.json.nextCursor}`);
      assert.deepEqual(
        rest.json.data.map((bot: { name: string }) => bot.name),
        ['First'],
      );
      const changed = await instance.call('PATCH', path, { body: { welcomeMessage: 'Hello' } });
      assert.equal(changed.json.welcomeMessage, 'Hello');
      assert.equal(changed.json.name, 'Second');
      assert.equal((await instance.call('DELETE', path)).status, 204);
      assert.equal((await instance.call('GET', path)).json.code, 'not_found');
    });

    it('the trail says what a change changed, before and after, and no more', async () => {
      const { json } = await instance.call('POST', '/api/v1/chatbots', { body: { name: 'Bot' } });
      const body = { name: 'Bot', identityMode: 'required', keylessEmbedding: true };
      await instance.call('PATCH', `/api/v1/chatbots/${json.id}`, { body });
      const [event] = await updates(json.id);
      assert.deepEqual(event.detail, {
        fields: ['identityMode', 'keylessEmbedding'],
        changed: {
          identityMode: { before: 'off', after: 'required' },
          keylessEmbedding: { before: false, after: true },
        },
      });
    });

    for (const [reason, avatarUrl] of [
      ['a host that is not closed', 'http://['],
      ['a host with a space', 'https://cdn example.com/a.png'],
      ['a port that is none', 'https://cdn.example.com:99999/a.png'],
      ['a scheme of its own', 'data:image/png;base64,AA'],
    ] as const) {
      it(`a picture needs an address that can be opened: ${reason}`, async () => {
        const refusal = [422, 'validation_failed', ['/avatarUrl']];
        const told = (answer: { status: number; json: { code: string; errors: { pointer: string }[] } }) => [
          answer.status,
          answer.json.code,
          [...new Set(answer.json.errors.map(({ pointer }) => pointer))],
        ];
        const made = await instance.call('POST', '/api/v1/chatbots', { body: { name: 'Bot', avatarUrl } });
        assert.deepEqual(told(made), refusal);
        const { json } = await instance.call('POST', '/api/v1/chatbots', { body: { name: 'Bot' } });
        const path = `/api/v1/chatbots/${json.id}`;
        assert.deepEqual(told(await instance.call('PATCH', path, { body: { avatarUrl } })), refusal);
        assert.equal((await instance.call('GET', path)).json.avatarUrl, null);
        const picture = { avatarUrl: 'https://cdn.example.com/über uns.png?x=1#top' };
        assert.equal((await instance.call('PATCH', path, { body: picture })).status, 200);
      });
    }

    for (const [reason, body] of [
      ['nothing', {}],
      [
        'what it is already',
        { name: 'Bot', identityMode: 'off', welcomeMessage: null, keylessEmbedding: false },
      ],
    ] as const) {
      it(`a change to ${reason} leaves no event and no new gate version`, async () => {
        const { json } = await instance.call('POST', '/api/v1/chatbots', { body: { name: 'Bot' } });
        const { version } = await instance.store.readBarrier(0);
        const answer = await instance.call('PATCH', `/api/v1/chatbots/${json.id}`, { body });
        assert.deepEqual(answer.json, json);
        assert.deepEqual(await updates(json.id), []);
        assert.equal((await instance.store.readBarrier(0)).version, version);
      });
    }
  });
}
