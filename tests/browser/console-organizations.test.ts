import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { axeViolations } from './support/axe.ts';
import { callAs, createChatbot, openBrowser, PASSWORD, type Person } from './support/console-person.ts';
import type { ConsoleServer } from './support/console-server.ts';
import { type OwnedConsole, openOwnedConsole } from './support/owned-console.ts';

describe('one person in several organizations', () => {
  let scene: OwnedConsole;
  let server: ConsoleServer;
  let browser: Browser;
  let owner: Person;
  let page: Page;
  before(async () => {
    scene = await openOwnedConsole();
    ({ server, browser, owner, page } = scene);
    await createChatbot(page, 'Bot of the workshop');
  });
  after(() => scene?.close());

  const switcherOf = (someone: Page) => someone.getByRole('combobox', { name: 'Organization' });
  const switcher = () => switcherOf(page);
  /** Resolves on the page of the other one. */
  const switchTo = async (label: string) => {
    const loaded = page.waitForEvent('load');
    await switcher().selectOption({ label });
    await loaded;
  };
  let bakeryKey: string;
  const post = async (key: string, path: string, body: object) => {
    const answer = await fetch(`${server.url}/api/v1${path}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    assert.equal(answer.status, 201);
    return await answer.json();
  };
  const invite = async (key: string) => {
    const { link } = await post(key, '/invitations', { email: 'guest@example.com', role: 'admin' });
    return link as string;
  };

  it('whoever makes a second one is in both, and can switch', async () => {
    assert.equal(await switcher().count(), 0, 'there is nothing to choose yet');
    const made = await callAs(page, 'POST', '/organizations', { name: 'Bakery' });
    assert.equal(made.status, 201);
    bakeryKey = made.body.key.secret;
    await page.reload();
    await switchTo('Bakery');
  });

  it('shows nothing of the one while in the other', async () => {
    await page.getByRole('heading', { name: 'Chatbots', level: 1 }).waitFor();
    await page.getByRole('button', { name: 'New chatbot' }).waitFor();
    assert.equal(await page.getByText('Bot of the workshop').count(), 0);
    await createChatbot(page, 'Bot of the bakery');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await page.evaluate(() => Object.assign(window, { isOfTheBakery: true }));
    await switchTo('Workshop');
    await page.getByRole('link', { name: 'Bot of the workshop' }).waitFor();
    assert.equal(new URL(page.url()).search, '', 'the choice is no part of the address');
    assert.equal(await page.getByText('Bot of the bakery').count(), 0, 'neither itself nor a notice of it');
    assert.equal(await page.evaluate(() => 'isOfTheBakery' in window), false, 'nor what was under way');
    assert.deepEqual(await axeViolations(page), []);
  });

  it('and the choice outlives a reload', async () => {
    await switchTo('Bakery');
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

    // Removed from there, the guest is not left before a closed door.
    const members = await fetch(`${server.url}/api/v1/members`, {
      headers: { authorization: `Bearer ${bakeryKey}` },
    });
    const { data } = (await members.json()) as { data: { id: string; email: string }[] };
    const membership = data.find(({ email }) => email === 'guest@example.com')?.id;
    await fetch(`${server.url}/api/v1/members/${membership}`, {
      method: 'DELETE',
      headers: { authorization: `Bearer ${bakeryKey}` },
    });
    await guest.page.reload();
    await guest.page.getByText('You are not a member of the organization that was open here').waitFor();
    await guest.page.getByText('No chatbot yet').waitFor();
    assert.equal(await guest.page.getByRole('alert').filter({ hasText: 'Not found' }).count(), 0);
    assert.deepEqual(guest.complaints, []);
    await guest.context.close();
  });

  it('each keeps its own activity', async () => {
    await page.getByRole('link', { name: 'Activity' }).click();
    await page.getByRole('cell', { name: 'member.added', exact: true }).first().waitFor();
    assert.equal(await page.getByRole('cell', { name: 'chatbot.created', exact: true }).count(), 1);
  });

  it('whoever stays, asked whether to leave, stays in the organization', async () => {
    await page.getByRole('link', { name: 'Chatbots' }).click();
    await page.getByRole('link', { name: 'Bot of the bakery' }).click();
    await page.waitForURL(/bot_/);
    const chatbotId = /bot_\w+/.exec(page.url())?.[0];
    await post(bakeryKey, `/chatbots/${chatbotId}/deployments`, {
      ...{ type: 'website', label: 'Shop', environment: 'live', site: 'https://www.example.com' },
    });
    await page.getByRole('link', { name: 'Rotate everything' }).click();
    await page.getByLabel('Type ROTATE to confirm').fill('ROTATE');
    await page.getByRole('button', { name: 'Rotate all keys' }).click();
    await page.getByText('1 of 1').waitFor();
    await page.getByRole('button', { name: 'Download the list' }).waitFor();
    const asked = page.waitForEvent('dialog');
    page.once('dialog', (dialog) => dialog.dismiss());
    await switcher().selectOption({ label: 'Workshop' });
    await asked;
    page.once('dialog', (dialog) => dialog.accept());
    await page.getByRole('link', { name: 'Chatbots' }).click();
    await page.getByRole('link', { name: 'Bot of the bakery' }).waitFor();
    await page.reload();
    await page.getByRole('link', { name: 'Bot of the bakery' }).waitFor();
    assert.equal(await switcher().locator('option:checked').textContent(), 'Bakery');
  });

  it('a session that ended there goes on there', async () => {
    await page.getByRole('link', { name: 'Bot of the bakery' }).click();
    await page.getByRole('heading', { name: 'Bot of the bakery', level: 1 }).waitFor();
    await owner.context.clearCookies();
    await page.getByRole('link', { name: 'Rejections' }).click();
    await page.getByLabel('E-mail').fill('owner@example.com');
    await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await page.getByRole('heading', { name: 'Rejections', level: 1 }).waitFor();
    assert.equal(await switcher().locator('option:checked').textContent(), 'Bakery');
  });

  it('a tab works in what it shows, whatever is chosen in another one', async () => {
    await switchTo('Workshop');
    await page.evaluate(() => {
      sessionStorage.clear();
      localStorage.clear();
    });
    await page.reload();
    await page.getByRole('link', { name: 'Bot of the workshop' }).waitFor();
    const other = await owner.context.newPage();
    await other.goto(`${server.url}/console/chatbots`);
    await switcherOf(other).selectOption({ label: 'Bakery' });
    await other.getByRole('link', { name: 'Bot of the bakery' }).waitFor();
    await createChatbot(page, 'Second of the workshop');
    await other.reload();
    await other.getByRole('link', { name: 'Bot of the bakery' }).waitFor();
    assert.equal(await other.getByText('Second of the workshop').count(), 0);
    await other.close();
  });

  it('nothing on the way broke the page’s own policy or threw', () => {
    assert.deepEqual(owner.complaints, []);
  });
});
