import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { ENGINES, startInstance, type TestInstance } from './support/test-instance.ts';

for (const engine of ENGINES) {
  describe(`chatbots on ${engine}`, () => {
    let instance: TestInstance;
    before(async () => {
      instance = await startInstance(engine);
    });
    after(() => instance.close());

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
  });
}
