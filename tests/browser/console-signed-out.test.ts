import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { BrowserContext, Page } from 'playwright-core';
import { axeViolations } from './support/axe.ts';
import { callAs, createChatbot, PASSWORD } from './support/console-person.ts';
import { type OwnedConsole, openOwnedConsole } from './support/owned-console.ts';

describe('a tab of the console whose person has signed out in another', () => {
  let scene: OwnedConsole;
  let page: Page;
  let context: BrowserContext;
  let chatbotId: string;
  before(async () => {
    scene = await openOwnedConsole();
    ({ page } = scene);
    ({ context } = scene.owner);
    chatbotId = await createChatbot(page, 'Bot');
  });
  after(() => scene?.close());

  async function signOutElsewhere(): Promise<void> {
    const other = await context.newPage();
    await other.goto(`${scene.server.url}/console/chatbots`);
    await other.getByRole('button', { name: 'Account' }).click();
    await other.getByRole('menuitem', { name: 'Sign out' }).click();
    await other.getByRole('heading', { name: 'Sign in' }).waitFor();
    await other.close();
  }

  async function signIn(by: Page): Promise<void> {
    await by.getByLabel('E-mail').fill('owner@example.com');
    await by.getByLabel('Password', { exact: true }).fill(PASSWORD);
    await by.getByRole('button', { name: 'Sign in', exact: true }).click();
  }

  it('is led to the sign-in by its next page, and from there to that page', async () => {
    await page.goto(`${scene.server.url}/console/chatbots/${chatbotId}`);
    await page.getByRole('heading', { name: 'Bot', level: 1 }).waitFor();
    await signOutElsewhere();
    await page.getByRole('link', { name: 'Rejections' }).click();
    await page.getByRole('heading', { name: 'Sign in' }).waitFor();
    await signIn(page);
    await page.getByRole('heading', { name: 'Rejections', level: 1 }).waitFor();
  });

  it('keeps what is typed into a dialog, and sends it after a sign-in in another tab', async () => {
    await page.goto(`${scene.server.url}/console/settings/api-keys`);
    await page.getByRole('button', { name: 'New API key' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Label').fill('Nightly export');
    await signOutElsewhere();
    await dialog.getByRole('button', { name: 'Create' }).click();
    const alert = dialog.getByRole('alert');
    await alert.getByText('You are signed out').waitFor();
    const said = (await alert.textContent()) ?? '';
    assert.doesNotMatch(said, /Bearer/, 'nothing of keys, of which a person has none');
    assert.match(said, /req_/);
    assert.deepEqual(await axeViolations(page), []);
    const opened = context.waitForEvent('page');
    await alert.getByRole('link').click();
    const other = await opened;
    await signIn(other);
    await other.getByRole('heading', { name: 'Chatbots', level: 1 }).waitFor();
    await other.close();
    await dialog.getByRole('button', { name: 'Create' }).click();
    assert.match(await page.getByRole('textbox', { name: 'Nightly export' }).inputValue(), /^cb_sk_live_/);
    assert.equal((await callAs(page, 'GET', '/api-keys')).body.data.length, 1);
  });

  it('is told so where an act was confirmed, too', async () => {
    const body = { type: 'website', label: 'Shop', environment: 'live', site: 'https://www.example.com' };
    assert.equal((await callAs(page, 'POST', `/chatbots/${chatbotId}/deployments`, body)).status, 201);
    await page.getByRole('button', { name: 'Close' }).click();
    await page.goto(`${scene.server.url}/console/chatbots/${chatbotId}/install`);
    await page.getByRole('button', { name: 'Revoke Shop:' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.waitFor();
    await signOutElsewhere();
    await dialog.getByRole('button', { name: 'Revoke', exact: true }).click();
    await dialog.getByText('You are signed out').waitFor();
    assert.match((await dialog.getByRole('link').getAttribute('href')) ?? '', /^\/console\/sign-in$/);
    await page.goto(`${scene.server.url}/console/chatbots`);
    await signIn(page);
    await page.getByRole('heading', { name: 'Chatbots', level: 1 }).waitFor();
  });

  it('begins anew when somebody else has signed in there', async () => {
    const made = await callAs(page, 'POST', '/invitations', { email: 'guest@example.com', role: 'admin' });
    assert.equal(made.status, 201);
    await page.clock.install();
    await page.goto(`${scene.server.url}/console/settings/api-keys`);
    await page.getByRole('cell', { name: 'Nightly export', exact: true }).waitFor();
    await page.evaluate(() => Object.assign(window, { isOfTheOwner: true }));
    await signOutElsewhere();
    const other = await context.newPage();
    await other.goto(made.body.link);
    await other.getByLabel('Your name').fill('Guest');
    await other.getByLabel('Password', { exact: true }).fill(PASSWORD);
    await other.getByRole('button', { name: 'Create the account' }).click();
    await other.getByRole('heading', { name: 'Chatbots', level: 1 }).waitFor();
    // Who it is, is asked again when one comes back after a while.
    await page.clock.fastForward(61_000);
    const begun = page.waitForEvent('load');
    await page.evaluate(() => window.dispatchEvent(new Event('visibilitychange')));
    await begun;
    await page.getByRole('heading', { name: 'Chatbots', level: 1 }).waitFor();
    assert.equal(await page.evaluate(() => 'isOfTheOwner' in window), false);
    await page.getByRole('button', { name: 'Account' }).click();
    await page.getByRole('menu').getByText('Guest').waitFor();
    await other.close();
  });

  it('nothing on the way broke the page’s own policy or threw', () => {
    assert.deepEqual(scene.owner.complaints, []);
  });
});
