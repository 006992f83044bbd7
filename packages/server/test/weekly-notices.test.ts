import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { sendCheckpoints } from '../src/activity/send-checkpoints.ts';
import { sendDigests } from '../src/hygiene/send-digests.ts';
import type { Vault } from '../src/platform/vault.ts';
import type { Store } from '../src/store/store.ts';
import { addOrganization } from './support/second-organization.ts';
import { ENGINES, startInstance, type TestInstance } from './support/test-instance.ts';

const ORGANIZATIONS = 5;

type Chore = (store: Store, vault: Vault) => { run(): Promise<void> };
const CHORES: readonly [kind: string, chore: Chore][] = [
  ['health', sendDigests],
  ['checkpoint', sendCheckpoints],
];

for (const engine of ENGINES) {
  describe(`what organizations are told once a week, on ${engine}`, () => {
    let instance: TestInstance;
    before(async () => {
      instance = await startInstance(engine);
      for (let number = 0; number < ORGANIZATIONS; number += 1) {
        const { ownerKey: key } = await addOrganization(instance);
        const body = { label: 'Desk', url: 'https://hooks.example.com/', events: ['*'] };
        assert.equal((await instance.call('POST', '/api/v1/webhooks', { key, body })).status, 201);
      }
    });
    after(() => instance.close());

    const told = async (kind: string): Promise<number> => {
      const rows = await instance.store.read
        .selectFrom('notice')
        .select('organization_id')
        .where('kind', '=', kind)
        .execute();
      return rows.length;
    };

    for (const [kind, chore] of CHORES) {
      it(`${kind}: one after the other, and one that fails does not keep the others from theirs`, async () => {
        let begun = 0;
        const written: number[] = [];
        const watched = {
          read: instance.store.read,
          nowMs: () => {
            begun += 1;
            return instance.store.nowMs();
          },
          write: (change: Parameters<Store['write']>[0]) => {
            written.push(begun);
            if (written.length === 1) return Promise.reject(new Error('this one fails'));
            return instance.store.write(change);
          },
        } as unknown as Store;
        const run = chore(watched, instance.vault);
        await assert.rejects(run.run(), /this one fails/);
        assert.equal(await told(kind), ORGANIZATIONS - 1);
        assert.ok((written[0] ?? 0) <= 2, 'the first was told before anything was asked about the second');
        await run.run();
        assert.equal(await told(kind), ORGANIZATIONS, 'who was left out is told the next time');
      });
    }
  });
}
