import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { Browser } from './support/browser.ts';
import { recorded, SITE } from './support/deployed.ts';
import { acceptInvitation, tokenOf } from './support/people.ts';
import { addOrganization } from './support/second-organization.ts';
import { ENGINES, startInstance, type TestAnswer, type TestInstance } from './support/test-instance.ts';

const KEYS = '/api/v1/api-keys';

for (const engine of ENGINES) {
  describe(`misused owner keys on ${engine}`, () => {
    let instance: TestInstance;
    before(async () => {
      instance = await startInstance(engine);
      await wantQuarantine(instance.ownerKey);
    });
    after(() => instance.close());

    async function wantQuarantine(key: string): Promise<void> {
      const body = { quarantineMisusedKeys: true };
      const answer = await instance.call('PATCH', '/api/v1/organization', { key, body });
      assert.equal(answer.status, 200, answer.text);
    }
    const leak = (key: string): Promise<TestAnswer> =>
      instance.call('GET', KEYS, { key, headers: { origin: SITE } });
    const use = (key: string): Promise<TestAnswer> => instance.call('GET', KEYS, { key });

    it('the last owner key is reported and never quarantined: nobody could release it', async () => {
      const { id, ownerKey } = await addOrganization(instance);
      await wantQuarantine(ownerKey);
      assert.equal((await leak(ownerKey)).json.code, 'key_type_not_allowed');
      assert.equal((await use(ownerKey)).status, 200);
      const [event] = (await recorded(instance, 'key.misused')).filter((row) => row.organization_id === id);
      assert.match(event.detail.quarantine, /withheld/);
    });

    it('beside another lasting owner it is, and then the other one is the last', async () => {
      const { ownerKey } = await addOrganization(instance);
      await wantQuarantine(ownerKey);
      const body = { label: 'second', scopes: ['owner'] };
      const second = await instance.call('POST', KEYS, { key: ownerKey, body });
      await leak(ownerKey);
      assert.equal((await use(ownerKey)).json.code, 'key_quarantined');
      await leak(second.json.key.secret);
      assert.equal((await use(second.json.key.secret)).status, 200, 'what is in quarantine releases nothing');
    });

    it("the operator's key is released by the operator alone, so the last one is never quarantined", async () => {
      const { json } = await instance.call('POST', KEYS, { body: { label: 'x', scopes: ['owner'] } });
      const plain = json.key;
      const operatorId = (await use(plain.secret)).json.data.at(-1).id;
      const invited = await instance.call('POST', '/api/v1/invitations', {
        body: { email: 'owner@example.com', role: 'owner' },
      });
      await acceptInvitation(new Browser(instance), tokenOf(invited.json.link));
      await leak(instance.ownerKey);
      assert.equal((await use(instance.ownerKey)).status, 200, 'no plain owner could release it');

      const second = await instance.call('POST', `${KEYS}/${operatorId}/rotations`, {
        body: { graceSeconds: 60 },
      });
      await instance.store.write((tx) =>
        tx.db.updateTable('key').set({ grace_ends_at: null }).where('id', '=', operatorId).execute(),
      );
      await leak(instance.ownerKey);
      assert.equal((await use(instance.ownerKey)).json.code, 'key_quarantined');
      const release = (key: string) =>
        instance.call('DELETE', `/api/v1/keys/${operatorId}/quarantine`, { key });
      const refused = await release(plain.secret);
      assert.deepEqual([refused.status, refused.json.code], [403, 'insufficient_scope']);
      assert.equal((await use(instance.ownerKey)).json.code, 'key_quarantined');
      assert.equal((await release(second.json.key.secret)).status, 200);
      assert.equal((await use(instance.ownerKey)).status, 200);
    });
  });
}
