import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Page } from 'playwright-core';
import { addChatbot, type Deployed, deploy, gateSays } from '../../packages/server/test/support/deployed.ts';
import type { TestInstance } from '../../packages/server/test/support/test-instance.ts';
import { axeViolations } from './support/axe.ts';
import type { Person } from './support/console-person.ts';
import { type OwnedInstance, openOwnedInstance } from './support/owned-console.ts';

const DAY_MS = 86_400_000;

/** The server runs in this process, so that keys can be made old. */
describe('unused keys on the health page', () => {
  let scene: OwnedInstance;
  let instance: TestInstance;
  let owner: Person;
  let page: Page;
  let shop: Deployed;
  let forgotten: { id: string; secret: string };
  before(async () => {
    scene = await openOwnedInstance();
    ({ instance, owner, page } = scene);
    shop = await deploy(instance, await addChatbot(instance), { allowLocalhost: false });
    forgotten = await createApiKey('Forgotten');
    const kept = await createApiKey('Yearly report');
    await createApiKey('Used');
    await makeUnused(shop.keyId, forgotten.id, kept.id);
  });
  after(() => scene?.close());

  async function createApiKey(label: string): Promise<{ id: string; secret: string }> {
    const body = { label, scopes: ['read'] };
    return (await instance.call('POST', '/api/v1/api-keys', { body })).json.key;
  }

  async function makeUnused(...ids: string[]): Promise<void> {
    const createdAtMs = (await instance.store.nowMs()) - 91 * DAY_MS;
    const unused = { created_at: createdAtMs, last_used_at: null };
    await instance.store.write((tx) => tx.db.updateTable('key').set(unused).where('id', 'in', ids).execute());
  }

  it('are named with what they are of, those in use are not', async () => {
    await page.goto(`${instance.url}/console/settings/health`);
    await page.getByRole('heading', { name: 'Keys not used for 90 days (3)' }).waitFor();
    assert.equal(await unusedRows().count(), 3);
    assert.equal(await unusedRows().filter({ hasText: 'Used' }).count(), 0);
    assert.deepEqual(await axeViolations(page), []);
  });

  it('are chosen and deleted in one go, after a question that names them and the effect', async () => {
    await page.getByRole('button', { name: 'Select all 3' }).click();
    await page.getByRole('checkbox', { name: /Yearly report/ }).uncheck();
    await page.getByText('2 selected').waitFor();
    await page.getByRole('button', { name: 'Delete selected' }).click();
    const dialog = page.getByRole('dialog');
    const effect = (await dialog.getByText(/is refused from the moment this is done/).textContent()) ?? '';
    for (const named of ['“Forgotten”', '“Shop”']) assert.ok(effect.includes(named), effect);
    assert.ok(!effect.includes('Yearly report'), effect);
    assert.deepEqual(await axeViolations(page), []);
    await dialog.getByRole('button', { name: 'Delete 2 keys' }).click();
    await page.getByText('2 keys are deleted').waitFor();
    await page.getByRole('heading', { name: 'Keys not used for 90 days (1)' }).waitFor();
    await unusedRows().filter({ hasText: 'Yearly report' }).waitFor();
    assert.equal(await gateSays(instance, shop.secret), 'key_revoked');
    const answer = await instance.call('GET', '/api/v1/chatbots', { key: forgotten.secret });
    assert.equal(answer.status, 401);
  });

  it('nothing is done where the question is answered with no', async () => {
    await page.getByRole('button', { name: 'Select it' }).click();
    await page.getByRole('button', { name: 'Delete selected' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    assert.equal(await unusedRows().count(), 1);
    assert.deepEqual(owner.complaints, []);
  });

  it('whoever may end none of them is shown them, and no button', async () => {
    await instance.store.write((tx) => tx.db.updateTable('member').set({ role: 'member' }).execute());
    await page.reload();
    await unusedRows().filter({ hasText: 'Yearly report' }).waitFor();
    assert.equal(await page.getByRole('button', { name: /^Select/ }).count(), 0);
    assert.equal(await page.getByRole('checkbox').count(), 0);
  });

  const unusedRows = () =>
    page.getByRole('table', { name: 'Keys not used for 90 days' }).locator('tbody').getByRole('row');
});
