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
  let bakeryKey: string;
  before(async () => {
    scene = await openOwnedConsole();
    ({ page } = scene);
    ({ context } = scene.owner);
    chatbotId = await createChatbot(page, 'Bot');
    bakeryKey = (await callAs(page, 'POST', '/organizations', { name: 'Bakery' })).body.key.secret;
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

  it('is told when a link of an invitation for somebody else is opened, and chooses', async () => {
    const { body } = await callAs(page, 'POST', '/invitations', {
      email: 'third@example.com',
      role: 'admin',
    });
    await page.goto(body.link);
    await page.getByText('You are signed in as Guest (guest@example.com)').waitFor();
    await page.getByText('This invitation is for third@example.com').waitFor();
    assert.equal(await page.getByRole('button', { name: 'Create the account' }).count(), 0);
    assert.deepEqual(await axeViolations(page), []);
    await page.getByRole('link', { name: 'Stay signed in' }).click();
    await page.getByRole('heading', { name: 'Chatbots', level: 1 }).waitFor();
    assert.equal((await callAs(page, 'GET', '/session')).body.user.name, 'Guest');

    await page.goto(body.link);
    await page.getByRole('button', { name: 'Sign out and go on' }).click();
    await page.getByLabel('Your name').fill('Third');
    assert.equal((await callAs(page, 'GET', '/session')).status, 401);
    await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
    await page.getByRole('button', { name: 'Create the account' }).click();
    await page.getByRole('heading', { name: 'Chatbots', level: 1 }).waitFor();
    assert.equal((await callAs(page, 'GET', '/session')).body.user.name, 'Third');
  });

  it('is led through the sign-in by a link for an account that there is, and back', async () => {
    const made = await fetch(`${scene.server.url}/api/v1/invitations`, {
      method: 'POST',
      headers: { authorization: `Bearer ${bakeryKey}`, 'content-type': 'application/json' },
      body: JSON.stringify({ email: 'Third@example.com', role: 'admin' }),
    });
    const { link } = (await made.json()) as { link: string };
    await signOutElsewhere();
    await page.goto(link);
    await page.getByText('There is an account of').waitFor();
    assert.equal(await page.getByRole('button', { name: 'Accept the invitation' }).count(), 0);
    await page.getByRole('link', { name: 'Sign in' }).click();
    await page.getByLabel('E-mail').fill('third@example.com');
    await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await page.getByText('You are signed in as').waitFor();
    await page.getByRole('button', { name: 'Accept the invitation' }).click();
    await page.getByRole('heading', { name: 'Chatbots', level: 1 }).waitFor();
  });

  it('nothing on the way broke the page’s own policy or threw', () => {
    assert.deepEqual(scene.owner.complaints, []);
  });
});
