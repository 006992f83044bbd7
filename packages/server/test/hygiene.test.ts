import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { sendDigests } from '../src/hygiene/send-digests.ts';
import { type Browser, becomeFirstOwner } from './support/browser.ts';
import { addChatbot, type Deployed, deploy } from './support/deployed.ts';
import { addPerson } from './support/people.ts';
import { addOrganization } from './support/second-organization.ts';
import { ENGINES, startInstance, type TestAnswer, type TestInstance } from './support/test-instance.ts';

const PATH = '/api/v1/health-report';
const DAY_MS = 86_400_000;

for (const engine of ENGINES) {
  describe(`the health report on ${engine}`, () => {
    let instance: TestInstance;
    let owner: Browser;
    let chatbotId: string;
    let usual: Deployed;
    let strict: Deployed;
    let open: Deployed;
    let test: Deployed;
    let custom: Deployed;
    let signingSecretId: string;
    before(async () => {
      instance = await startInstance(engine);
      owner = await becomeFirstOwner(instance);
      chatbotId = await addChatbot(instance, { name: 'Shop bot' });
      usual = await deploy(instance, chatbotId, { label: 'Usual' });
      strict = await deploy(instance, chatbotId, { label: 'Strict', allowLocalhost: false });
      open = await deploy(instance, chatbotId, { label: 'Open', restriction: { kind: 'none' } });
      test = await deploy(instance, chatbotId, { environment: 'test', restriction: { kind: 'none' } });
      custom = await deploy(instance, chatbotId, { type: 'custom', site: undefined });
      const made = await instance.call('POST', `/api/v1/chatbots/${chatbotId}/signing-secrets`, { body: {} });
      signingSecretId = made.json.signingSecret.id;
    });
    after(() => instance.close());

    const report = async (): Promise<TestAnswer['json']> => {
      const answer = await instance.call('GET', PATH);
      assert.equal(answer.status, 200, answer.text);
      return answer.json;
    };
    const found = async (kind: string): Promise<string[]> => {
      const { findings, counts } = await report();
      const ids = findings
        .filter((finding: { kind: string }) => finding.kind === kind)
        .map((finding: { subject: { id: string } }) => finding.subject.id);
      assert.equal(counts[kind], ids.length);
      return ids.sort();
    };

    it('a live deployment that still allows localhost is told, one that does not is not', async () => {
      assert.deepEqual(await found('localhost_allowed'), [usual.id]);
    });

    it('a live deployment that anybody may use is told; a key for servers and a test are not', async () => {
      assert.deepEqual(await found('unrestricted'), [open.id]);
      const { findings } = await report();
      const [finding] = findings.filter(({ kind }: { kind: string }) => kind === 'unrestricted');
      assert.deepEqual(finding, {
        kind: 'unrestricted',
        subject: { type: 'deployment', id: open.id },
        label: 'Open',
        preview: null,
        chatbotId,
        deploymentId: open.id,
        since: finding.since,
      });
    });

    it('a key is told when half of its grace period is over, not before', async () => {
      await instance.call('POST', `${strict.path}/rotations`, { body: { graceSeconds: 1_000 } });
      instance.travel(499_000);
      assert.deepEqual(await found('key_retiring_late'), []);
      instance.travel(2_000);
      assert.deepEqual(await found('key_retiring_late'), [strict.keyId]);
      instance.travel(500_000);
      assert.deepEqual(await found('key_retiring_late'), [], 'it is over');
    });

    it('so is an API key', async () => {
      const body = { label: 'CI', scopes: ['read'] };
      const { id } = (await instance.call('POST', '/api/v1/api-keys', { body })).json.key;
      instance.travel(DAY_MS);
      await instance.call('POST', `/api/v1/api-keys/${id}/rotations`, { body: { graceSeconds: 1_000 } });
      instance.travel(400_000);
      assert.deepEqual(await found('key_retiring_late'), []);
      instance.travel(200_000);
      assert.deepEqual(await found('key_retiring_late'), [id]);
    });

    it('it goes by its own rotation, whatever keys are made later, here and elsewhere', async () => {
      const made = async (path: string, body: object, key = instance.ownerKey) => {
        const answer = await instance.call('POST', path, { key, body });
        assert.equal(answer.status, 201, answer.text);
        return answer.json.key.id as string;
      };
      const rotating = await deploy(instance, chatbotId, { label: 'Rotating', allowLocalhost: false });
      const nightly = { label: 'Nightly', scopes: ['read'] };
      const id = await made('/api/v1/api-keys', nightly);
      instance.travel(DAY_MS);
      for (const path of [rotating.path, `/api/v1/api-keys/${id}`]) {
        await made(`${path}/rotations`, { graceSeconds: 1_000 });
      }
      instance.travel(400_000);
      // A second key beside the first, and somebody else's that happens to have the same name.
      await made(`${rotating.path}/keys`, {});
      const { ownerKey } = await addOrganization(instance);
      await made('/api/v1/api-keys', nightly, ownerKey);
      instance.travel(200_000);
      const late = await found('key_retiring_late');
      for (const each of [rotating.keyId, id]) assert.ok(late.includes(each));
      // As a version before it noted the beginning of a rotation left the key.
      await instance.store.write((tx) =>
        tx.db.updateTable('key').set({ retiring_since: null }).where('id', '=', id).execute(),
      );
      assert.ok((await found('key_retiring_late')).includes(id));
      instance.travel(DAY_MS);
    });

    it('keys are old after 90 days, those of tests never', async () => {
      assert.deepEqual(await found('key_old'), []);
      instance.travel(90 * DAY_MS);
      const old = await found('key_old');
      for (const { keyId } of [usual, open, custom]) assert.ok(old.includes(keyId));
      assert.equal(old.includes(test.keyId), false);
      assert.equal(old.includes(strict.keyId), false, 'rotated: the old one is over');
    });

    it('a key that was used lately is not unused, however old', async () => {
      assert.ok((await found('key_unused')).includes(usual.keyId));
      await instance.store.write(async (tx) => {
        const columns = { last_used_at: tx.nowMs - DAY_MS };
        await tx.db.updateTable('key').set(columns).where('id', '=', usual.keyId).execute();
      });
      const unused = await found('key_unused');
      assert.equal(unused.includes(usual.keyId), false);
      assert.ok(unused.includes(open.keyId), 'never used since its creation');
    });

    it('a signing secret is old after a year', async () => {
      assert.deepEqual(await found('signing_secret_old'), []);
      instance.travel(275 * DAY_MS);
      assert.deepEqual(await found('signing_secret_old'), [signingSecretId]);
    });

    it('what is revoked or ended needs no looking at', async () => {
      await instance.call('POST', `${open.path}/revocation`, { body: {} });
      await instance.call('DELETE', `/api/v1/signing-secrets/${signingSecretId}`);
      const { findings } = await report();
      const ids = findings.map((finding: { subject: { id: string } }) => finding.subject.id);
      for (const id of [open.id, open.keyId, signingSecretId]) assert.equal(ids.includes(id), false);
    });

    it('a member is told of the chatbots that it sees, and of no other', async () => {
      const hidden = await deploy(instance, await addChatbot(instance), { label: 'Hidden' });
      const member = await addPerson(instance, owner, `viewer-${engine}@example.com`, {
        role: 'member',
        permissions: [{ chatbotId, permissions: ['view'] }],
      });
      const { json, text } = await member.call('GET', PATH);
      assert.ok(json.findings.some((finding: { chatbotId: string }) => finding.chatbotId === chatbotId));
      for (const id of [hidden.id, hidden.chatbotId, hidden.keyId]) assert.equal(text.includes(id), false);
      assert.ok((await instance.call('GET', PATH)).text.includes(hidden.id));
    });

    it('holds neither secrets nor another organization', async () => {
      const other = await addOrganization(instance);
      const theirs = await deploy(
        instance,
        await addChatbot(instance, {}, other.ownerKey),
        {},
        other.ownerKey,
      );
      const { text } = await instance.call('GET', PATH);
      for (const told of [usual.secret, instance.ownerKey, theirs.id, theirs.keyId]) {
        assert.equal(text.includes(told), false);
      }
    });

    it('once a week whoever wants to hear is told how much there is, by whichever node is first', async () => {
      const target = { label: 'Desk', url: 'https://hooks.example.com/', events: ['notice.health'] };
      const { webhook } = (await instance.call('POST', '/api/v1/webhooks', { body: target })).json;
      const digests = async (): Promise<string[]> => {
        await Promise.all(Array.from({ length: 3 }, () => sendDigests(instance.store).run()));
        const rows = await instance.store.read
          .selectFrom('delivery')
          .select('payload')
          .where('webhook_id', '=', webhook.id)
          .execute();
        return rows.map(({ payload }) => payload);
      };
      const first = await digests();
      assert.equal(first.length, 1);
      const { type, data } = JSON.parse(first[0] ?? '');
      assert.deepEqual([type, data.counts], ['notice.health', (await report()).counts]);
      assert.equal((await digests()).length, 1);
      instance.travel(7 * DAY_MS);
      assert.equal((await digests()).length, 2);
    });
  });
}
