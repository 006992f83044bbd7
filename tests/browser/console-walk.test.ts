import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { findChromium } from '../../test-support/chromium.ts';
import { becomeOwner, createChatbot, openBrowser, type Person } from './support/console-person.ts';
import { type ConsoleServer, startConsoleServer } from './support/console-server.ts';
import { type HostPage, serveHostPage } from './support/host-page.ts';

describe('a person runs an installation in the console', () => {
  let server: ConsoleServer;
  let browser: Browser;
  let owner: Person;
  let host: HostPage;
  let snippet: string;
  let page: Page;
  before(async () => {
    server = await startConsoleServer();
    browser = await (await findChromium()).launch();
  });
  after(async () => {
    await browser?.close();
    await host?.close();
    await server?.stop();
  });

  /** As a visitor who comes for the first time. */
  async function chatOnHostPage(): Promise<void> {
    const visitor = await openBrowser(browser);
    await visitor.page.goto(host.url);
    await visitor.page.getByRole('button', { name: /chat/i }).first().click();
    const input = visitor.page.getByRole('textbox');
    await input.fill('When are you open?');
    await input.press('Enter');
    await visitor.page.getByText('nine to five').waitFor();
    await visitor.context.close();
  }

  it('the set-up link makes the first owner, once', async () => {
    owner = await becomeOwner(browser, server.setupUrl);
    page = owner.page;
    const second = await openBrowser(browser);
    await second.page.goto(server.setupUrl);
    await second.page.getByRole('heading', { name: 'This link is spent' }).waitFor();
    await second.context.close();
  });

  it('a chatbot gets an answer', async () => {
    await createChatbot(page, 'Helper');
    await page.getByRole('link', { name: 'Answers', exact: true }).click();
    await page.getByRole('button', { name: 'Add an answer' }).click();
    await page.getByLabel('Question').fill('When are you open?');
    await page.getByRole('textbox', { name: 'Answer', exact: true }).fill('Every day from nine to five.');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Saved', { exact: true }).waitFor();
  });

  it('a website deployment ends on its key and a snippet, and waits for the first call', async () => {
    await page.getByRole('link', { name: 'Install', exact: true }).click();
    await page.getByRole('link', { name: 'New deployment' }).click();
    await page.getByRole('button', { name: /^Website/ }).click();
    await page.getByLabel('Label').fill('Shop');
    await page.getByLabel('Domain of the page').fill('https://shop.example.com');
    await page.getByRole('button', { name: 'Create deployment' }).click();
    await page.getByText('Waiting for the first call').waitFor();
    const key = await page.getByLabel('Shop', { exact: true }).inputValue();
    assert.match(key, /^cb_live_\w{36}$/);
    snippet = ((await page.getByRole('region', { name: 'code', exact: true }).textContent()) ?? '').trim();
    assert.ok(snippet.includes(key), 'the snippet is ready to paste');
  });

  it('the page of another origin chats, and the check turns green', async () => {
    host = await serveHostPage(() => snippet);
    await chatOnHostPage();
    await page.getByText('The first call has arrived').waitFor();
  });

  it('clearing the last domain is refused in the form and by the API', async () => {
    await page.getByRole('link', { name: 'Open the deployment' }).click();
    await page.getByRole('button', { name: /^Remove http/ }).click();
    await page.getByText('Add at least one domain').waitFor();
    assert.equal(await saveButton(page).isDisabled(), true);
    const id = /dep_\w+/.exec(page.url())?.[0];
    const status = await page.evaluate(async (path) => {
      const response = await fetch(path, {
        method: 'PATCH',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ restriction: { kind: 'websites', origins: [] } }),
      });
      return response.status;
    }, `/api/v1/deployments/${id}`);
    assert.equal(status, 422);
  });

  it('with another domain in its place, and without localhost, the page is refused at once', async () => {
    await page.getByLabel('Domain', { exact: true }).fill('HTTPS://Elsewhere.example:443/path');
    await page.getByText('Becomes https://elsewhere.example').waitFor();
    await page.getByRole('button', { name: 'Add', exact: true }).click();
    await page.getByRole('button', { name: 'Remove localhost' }).click();
    await page.getByLabel('Would a page pass?').fill(host.url);
    await page.getByText(`${host.url} would be refused`).waitFor();
    await saveButton(page).click();
    await page.getByText('It holds for the very next request').waitFor();
    const visitor = await openBrowser(browser);
    const refused = visitor.page.waitForResponse((response) => response.url().includes('/widget/config'));
    await visitor.page.goto(host.url);
    assert.equal((await refused).status(), 403);
    await visitor.context.close();
  });

  it('with localhost back it works again, for the very next request', async () => {
    await page.getByRole('button', { name: 'Allow localhost' }).click();
    const saved = page.waitForResponse((response) => response.request().method() === 'PATCH');
    await saveButton(page).click();
    assert.equal((await saved).status(), 200);
    await chatOnHostPage();
  });

  it('a rotation with a grace period keeps the old key for a while', async () => {
    await page.getByRole('button', { name: 'Rotate key' }).click();
    const silent = page.getByRole('checkbox', { name: 'Retire it by itself after an hour of silence' });
    assert.equal(await silent.count(), 0, 'what ends at once needs no waiting for silence');
    await page.getByRole('radio', { name: 'for a day' }).check();
    await silent.check();
    await page.getByRole('dialog').getByRole('button', { name: 'Rotate', exact: true }).click();
    const fresh = await page.getByRole('dialog').getByLabel('The key').inputValue();
    assert.ok(!snippet.includes(fresh), 'it is another key');
    await page.getByRole('dialog').getByRole('button', { name: 'Done' }).click();
    await page.getByRole('region', { name: 'Keys', exact: true }).getByText('Retiring').waitFor();
    await page.getByRole('switch', { name: 'Retire it by itself', checked: true }).waitFor();
    await chatOnHostPage();
  });

  it('ending the old key at once asks for the name, since pages use it', async () => {
    await page.getByRole('button', { name: 'Rotate key' }).click();
    const rotate = page.getByRole('dialog').getByRole('button', { name: 'Rotate', exact: true });
    assert.equal(await rotate.isDisabled(), true);
    await page.getByLabel('Type Shop to confirm').fill('Shop');
    assert.equal(await rotate.isEnabled(), true);
    await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click();
  });

  it('a revoked deployment keeps its row, on demand', async () => {
    await page.getByRole('button', { name: 'Revoke', exact: true }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Revoke' }).click();
    await page.getByText('This deployment is revoked').waitFor();
    await page.getByRole('link', { name: 'Install', exact: true }).click();
    await page.getByText('No deployment fits').waitFor();
    await page.getByLabel('Show revoked').check({ force: true });
    await page.getByRole('link', { name: 'Shop' }).waitFor();
    await page.waitForURL(/revoked=true/);
  });

  it('the activity shows all of it, and a filter stands in the address', async () => {
    await page.getByRole('link', { name: 'Activity' }).click();
    for (const action of [
      'organization.created',
      'chatbot.created',
      'answers.replaced',
      'deployment.created',
      'deployment.updated',
      'key.rotated',
      'deployment.revoked',
    ]) {
      await page.getByRole('cell', { name: action }).first().waitFor();
    }
    await page.getByLabel('What', { exact: true }).fill('key.rotated');
    await page.waitForURL(/action=key\.rotated/);
    await page.getByRole('cell', { name: 'chatbot.created', exact: true }).waitFor({ state: 'detached' });
  });

  it('nothing on the way broke the page’s own policy or threw', () => {
    assert.deepEqual(owner.complaints, []);
  });
});

function saveButton(page: Page) {
  return page.getByRole('region', { name: 'Who may use the keys' }).getByRole('button', { name: 'Save' });
}
