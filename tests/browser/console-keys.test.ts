import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, describe, it } from 'node:test';
import type { Page } from 'playwright-core';
import { axeViolations } from './support/axe.ts';
import { callAs, createChatbot, type Person } from './support/console-person.ts';
import type { ConsoleServer } from './support/console-server.ts';
import { holdRequests } from './support/hold-requests.ts';
import { type OwnedConsole, openOwnedConsole } from './support/owned-console.ts';

const DAY_MS = 86_400_000;
const API_KEY = /^cb_sk_live_\w{36}$/;

describe('keys of the organization in the console', () => {
  let scene: OwnedConsole;
  let server: ConsoleServer;
  let owner: Person;
  let page: Page;
  before(async () => {
    scene = await openOwnedConsole();
    ({ server, owner, page } = scene);
  });
  after(() => scene?.close());

  const statusWith = async (key: string) =>
    (await fetch(`${server.url}/api/v1/chatbots`, { headers: { authorization: `Bearer ${key}` } })).status;

  let first: string;

  it('an API key is made with a label and scopes, shown once, and works', async () => {
    await page.getByRole('link', { name: 'API keys' }).click();
    await page.getByRole('button', { name: 'New API key' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('textbox', { name: 'Label' }).fill('Nightly export');
    await dialog.getByRole('checkbox', { name: 'read', exact: true }).uncheck();
    await dialog.getByRole('button', { name: 'Create' }).click();
    await dialog.getByText('Choose at least one').waitFor();
    await dialog.getByRole('checkbox', { name: 'read', exact: true }).check();
    await dialog.getByRole('button', { name: 'Create' }).click();
    first = await dialog.getByRole('textbox', { name: 'Nightly export' }).inputValue();
    assert.match(first, API_KEY);
    assert.deepEqual(await axeViolations(page), []);
    assert.equal(await statusWith(first), 200);
    await page.keyboard.press('Escape');
    assert.equal(await dialog.isVisible(), true, 'a slip of the hand does not lose it');
    await dialog.getByRole('button', { name: 'Close' }).click();
    await dialog.waitFor({ state: 'detached' });
    await page.reload();
    await page.getByText('Nightly export').waitFor();
    assert.equal((await page.content()).includes(first), false, 'it is shown once');
    await page.getByText(`cb_sk_live_••••${first.slice(-4)}`).waitFor();
  });

  it('its rotation without grace ends the old one at once', async () => {
    await page.getByRole('button', { name: 'Rotate Nightly export' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('radio', { name: 'not at all' }).check();
    await dialog.getByRole('button', { name: 'Rotate', exact: true }).click();
    const second = await dialog.getByRole('textbox', { name: 'Nightly export' }).inputValue();
    assert.match(second, API_KEY);
    assert.deepEqual([await statusWith(first), await statusWith(second)], [401, 200]);
    await dialog.getByRole('button', { name: 'Close' }).click();
  });

  it('keys that nobody used for 90 days are marked, and deleted in one go', async () => {
    for (const label of ['Forgotten', 'Abandoned']) {
      const { status } = await callAs(page, 'POST', '/api-keys', { label, scopes: ['read'] });
      assert.equal(status, 201);
    }
    await page.clock.setFixedTime(Date.now() + 100 * DAY_MS);
    await page.reload();
    await page.getByText('keys have not been used for 90 days').waitFor();
    await page.getByRole('button', { name: 'Select them' }).click();
    // A key of those that are to stay.
    const kept = page.getByRole('row', { name: /Nightly export/ }).getByRole('checkbox');
    for (const box of await kept.all()) if (await box.isChecked()) await box.uncheck();
    await page.getByText('2 selected').waitFor();
    await page.getByRole('button', { name: 'Delete selected' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText(/“Forgotten”/).waitFor();
    assert.deepEqual(await axeViolations(page), []);
    await dialog.getByRole('button', { name: 'Delete API keys' }).click();
    await page.getByText('2 keys are deleted').waitFor();
    await page.getByText('Forgotten').waitFor({ state: 'detached' });
    const { body } = await callAs(page, 'GET', '/api-keys');
    const labels = body.data.map(({ label }: { label: string }) => label);
    assert.deepEqual([...new Set(labels)], ['Nightly export']);
  });

  it('everything is rotated in one act, counted, and the new keys are downloaded once', async () => {
    const chatbotId = await createChatbot(page, 'Helper');
    const old: string[] = [];
    for (const label of ['Shop', '=cmd|calc', '＝cmd|calc']) {
      const { body } = await callAs(page, 'POST', `/chatbots/${chatbotId}/deployments`, {
        type: 'website',
        label,
        environment: 'live',
        site: 'https://www.example.com',
      });
      old.push(body.key.secret);
    }
    await page.getByRole('link', { name: 'Rotate everything' }).click();
    const act = page.getByRole('button', { name: 'Rotate all keys' });
    assert.equal(await act.isDisabled(), true, 'it asks for the word first');
    await page.getByLabel('Type ROTATE to confirm').fill('ROTATE');
    // Held back until the progress was looked at.
    const held = await holdRequests(page, '**/api/v1/organization/rotations');
    await act.click();
    const progress = page.getByRole('progressbar', { name: 'Rotating all keys' });
    await progress.waitFor({ state: 'attached' });
    assert.equal(await progress.getAttribute('aria-valuenow'), '0');
    await page.getByText('0 of 3 deployments rotated').waitFor();
    held.release();
    await page.getByText('3 of 3 deployments rotated').waitFor();
    assert.equal(await progress.getAttribute('aria-valuenow'), '100');
    assert.deepEqual(await axeViolations(page), []);

    const downloading = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Download the list' }).click();
    const file = await downloading;
    assert.equal(file.suggestedFilename(), 'wicketgate-new-keys.csv');
    const csv = await readFile(await file.path(), 'utf8');
    const fresh = csv.match(/cb_live_\w{36}/g) ?? [];
    assert.equal(new Set(fresh).size, 3);
    assert.deepEqual(
      fresh.filter((key) => old.includes(key)),
      [],
    );
    assert.match(csv, /"'=cmd\|calc"/, 'a spreadsheet computes nothing');
    assert.match(csv, /"'＝cmd\|calc"/, 'nor what some take for the same');
    const ask = (key: string) =>
      fetch(`${server.url}/widget/config?key=${key}`, { headers: { origin: 'https://www.example.com' } });
    for (const key of old) assert.equal((await ask(key)).status, 401);
    for (const key of fresh) assert.equal((await ask(key)).status, 200);
    await page.getByRole('link', { name: 'Chatbots', exact: true }).click();
    await page.getByRole('heading', { name: 'Chatbots', level: 1 }).waitFor();
    await page.goBack();
    await act.waitFor();
    assert.equal((await page.content()).includes(fresh[0] ?? ''), false, 'the list is shown once');
  });

  it('nothing on the way broke the page’s own policy or threw', () => {
    assert.deepEqual(owner.complaints, []);
  });
});
