import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { findChromium } from '../../test-support/chromium.ts';
import { axeViolations } from './support/axe.ts';
import {
  becomeOwner,
  callAs,
  createChatbot,
  openBrowser,
  PASSWORD,
  type Person,
} from './support/console-person.ts';
import { type ConsoleServer, startConsoleServer } from './support/console-server.ts';

describe('one person in several organizations', () => {
  let server: ConsoleServer;
  let browser: Browser;
  let owner: Person;
  let page: Page;
  before(async () => {
    server = await startConsoleServer();
    browser = await (await findChromium()).launch();
    owner = await becomeOwner(browser, server.setupUrl);
    page = owner.page;
    await createChatbot(page, 'Bot of the workshop');
  });
  after(async () => {
    await browser?.close();
    await server?.stop();
  });

  const switcherOf = (someone: Page) => someone.getByRole('combobox', { name: 'Organization' });
  const switcher = () => switcherOf(page);
  let bakeryKey: string;
  const invite = async (key: string) => {
    const answer = await fetch(`${server.url}/api/v1/invitations`, {
      method: 'POST',
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      body: JSON.stringify({ email: 'guest@example.com', role: 'admin' }),
    });
    assert.equal(answer.status, 201);
    return ((await answer.json()) as { link: string }).link;
  };

  it('whoever makes a second one is in both, and can switch', async () => {
    assert.equal(await switcher().count(), 0, 'there is nothing to choose yet');
    const made = await callAs(page, 'POST', '/organizations', { name: 'Bakery' });
    assert.equal(made.status, 201);
    bakeryKey = made.body.key.secret;
    await page.reload();
    await switcher().selectOption({ label: 'Bakery' });
  });

  it('shows nothing of the one while in the other', async () => {
    await page.getByRole('heading', { name: 'Chatbots', level: 1 }).waitFor();
    await page.getByRole('button', { name: 'New chatbot' }).waitFor();
    // A notice about it may still be fading.
    await page.getByText('Bot of the workshop').waitFor({ state: 'detached' });
    await createChatbot(page, 'Bot of the bakery');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await page.getByText('Bot of the bakery is created').waitFor();
    await switcher().selectOption({ label: 'Workshop' });
    await page.getByRole('link', { name: 'Bot of the workshop' }).waitFor();
    await page.getByText('Bot of the bakery').waitFor({ state: 'detached' });
    assert.deepEqual(await axeViolations(page), []);
  });

  it('and the choice outlives a reload', async () => {
    await switcher().selectOption({ label: 'Bakery' });
    await page.getByRole('link', { name: 'Bot of the bakery' }).waitFor();
    await page.reload();
    await page.getByRole('link', { name: 'Bot of the bakery' }).waitFor();
    assert.equal(await switcher().locator('option:checked').textContent(), 'Bakery');
  });

  it('an invitation is accepted with the account that is there', async () => {
    const { body } = await callAs(page, 'POST', '/invitations', {
      email: 'guest@example.com',
      role: 'member',
    });
    const guest = await openBrowser(browser);
    await guest.page.goto(body.link);
    await guest.page.getByLabel('Your name').fill('Guest');
    await guest.page.getByLabel('Password', { exact: true }).fill(PASSWORD);
    await guest.page.getByRole('button', { name: 'Create the account' }).click();
    await guest.page.getByRole('heading', { name: 'Chatbots', level: 1 }).waitFor();
    await guest.page.goto(await invite(bakeryKey));
    await guest.page.getByText('To Bakery, as Admin.').waitFor();
    await guest.page.getByRole('button', { name: 'Accept the invitation' }).click();
    await guest.page.getByRole('link', { name: 'Bot of the bakery' }).waitFor();
    assert.equal(await switcherOf(guest.page).locator('option:checked').textContent(), 'Bakery');
    assert.deepEqual(guest.complaints, []);
    await guest.context.close();
  });

  it('each keeps its own activity', async () => {
    await page.getByRole('link', { name: 'Activity' }).click();
    await page.getByRole('cell', { name: 'member.added', exact: true }).first().waitFor();
    assert.equal(await page.getByRole('cell', { name: 'chatbot.created', exact: true }).count(), 1);
  });

  it('a notice of the one whose code comes only while in the other is not shown', async () => {
    const { promise: released, resolve: release } = Promise.withResolvers<void>();
    await page.route('**/assets/overlays-*.js', async (route) => {
      await released;
      await route.continue();
    });
    await createChatbot(page, 'Second bot of the bakery');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await switcher().selectOption({ label: 'Workshop' });
    await page.getByRole('link', { name: 'Bot of the workshop' }).waitFor();
    release();
    // What stood in line for the same code is shown in turn: once the later notice is there, the earlier is not to come.
    await page.getByRole('button', { name: 'New chatbot' }).click();
    await page.getByRole('dialog').getByLabel('Name').fill('Second bot of the workshop');
    await page.getByRole('dialog').getByRole('button', { name: 'Create' }).click();
    await page.getByText('Second bot of the workshop is created').waitFor();
    assert.equal(await page.getByText('Second bot of the bakery').count(), 0);
    await page.unroute('**/assets/overlays-*.js');
  });

  it('nothing on the way broke the page’s own policy or threw', () => {
    assert.deepEqual(owner.complaints, []);
  });
});
