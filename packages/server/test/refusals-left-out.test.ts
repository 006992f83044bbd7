import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { sql } from 'kysely';
import { addChatbot, deploy } from './support/deployed.ts';
import { ENGINES, startInstance } from './support/test-instance.ts';

/** Stands for whatever it is that a database does not take: calls without an Origin. */
const CONDITION = {
  sqlite: sql`create trigger picky before insert on refusal when new.code = 'origin_missing'
    begin select raise(abort, 'not this one'); end`,
  postgres: sql`alter table refusal add constraint picky check (code <> 'origin_missing')`,
};

for (const engine of ENGINES) {
  describe(`refusals of which the database takes one not, on ${engine}`, () => {
    it('are kept, but for that one', async () => {
      const instance = await startInstance(engine);
      try {
        await instance.store.write((tx) => CONDITION[engine].execute(tx.db));
        const shop = await deploy(instance, await addChatbot(instance));
        const origins = [{ origin: 'https://a.test' }, {}, { origin: 'https://b.test' }];
        const answers = await Promise.all(
          origins.map((headers) => instance.call('GET', '/widget/config', { key: shop.secret, headers })),
        );
        const explained = [];
        for (const { json } of answers) {
          const { status } = await instance.call('GET', `/api/v1/decisions/${json.requestId}`);
          explained.push([json.code, status]);
        }
        assert.deepEqual(explained, [
          ['origin_not_allowed', 200],
          ['origin_missing', 404],
          ['origin_not_allowed', 200],
        ]);
        const said = instance.log.filter((line) => line.includes('is left out'));
        assert.equal(said.length, 1);
        assert.ok(!said.join().includes(shop.secret));
      } finally {
        await instance.close();
      }
    });
  });
}
