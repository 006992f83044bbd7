import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Dialog, Page } from 'playwright-core';
import { callAs, createChatbot } from './support/console-person.ts';
import { holdRequests } from './support/hold-requests.ts';
import { type OwnedConsole, openOwnedConsole } from './support/owned-console.ts';

describe('what the console shows once', () => {
  let scene: OwnedConsole;
  let page: Page;
  let install: string;
  let deploymentId: string;
  before(async () => {
    scene = await openOwnedConsole();
    ({ page } = scene);
    await scene.owner.context.grantPermissions(['clipboard-read', 'clipboard-write']);
    const chatbotId = await createChatbot(page, 'Bot');
    install = `${scene.server.url}/console/chatbots/${chatbotId}/install`;
    const site = 'https://www.example.com';
    const body = { type: 'website', label: 'Shop', environment: 'live', site };
    const made = await callAs(page, 'POST', `/chatbots/${chatbotId}/deployments`, body);
    deploymentId = made.body.deployment.id;
  });
  after(() => scene?.close());

  /** The next question of the browser, answered with no. */
  const declined = async (act: () => Promise<unknown>): Promise<string> => {
    const asked = page.waitForEvent('dialog');
    page.once('dialog', (dialog: Dialog) => dialog.dismiss());
    await Promise.all([asked, act().catch(() => undefined)]);
    return (await asked).type();
  };

  it('a key does not go by a slip of the browser’s keys before it is copied, itself or in a snippet', async () => {
    await page.goto(install);
    await page.getByRole('link', { name: 'New deployment' }).click();
    await page.getByRole('button', { name: 'Website' }).click();
    await page.getByLabel('Label', { exact: true }).fill('Blog');
    await page.getByLabel('Domain of the page').fill('https://blog.example.com');
    await page.getByRole('button', { name: 'Create deployment' }).click();
    const key = page.getByRole('textbox', { name: 'Blog' });
    await key.waitFor();
    const token = await key.inputValue();
    assert.equal(await declined(() => page.evaluate(() => window.history.back())), 'confirm');
    assert.equal(await declined(() => page.evaluate(() => window.location.reload())), 'beforeunload');
    assert.equal(await key.inputValue(), token);

    const write = await page.evaluateHandle(() => {
      const { writeText } = navigator.clipboard;
      navigator.clipboard.writeText = () => Promise.reject(new Error('not allowed'));
      return writeText;
    });
    await page.getByRole('button', { name: 'Copy code' }).click();
    assert.equal(await declined(() => page.evaluate(() => window.history.back())), 'confirm', 'not copied');
    await write.evaluate((writeText) => {
      navigator.clipboard.writeText = writeText;
    });
    await page.getByRole('button', { name: 'Copy code' }).click();
    await page.getByRole('button', { name: 'Copied' }).waitFor();
    assert.ok((await page.evaluate(() => navigator.clipboard.readText())).includes(token));
    await page.goBack();
    await page.goBack();
    await page.getByRole('heading', { name: 'Install', level: 1 }).waitFor();
  });

  /** The request is sent before the page knows that an answer is awaited: React's effects come after the paint. */
  const isGuarded = async () => {
    await page.locator('button[data-loading]').waitFor();
    await page.evaluate(
      () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))),
    );
  };

  it('a key that is on its way is not left behind unasked: by no link, no step back, no reload', async () => {
    await page.goto(install);
    await page.getByRole('link', { name: 'New deployment' }).click();
    await page.getByRole('button', { name: 'Website' }).click();
    await page.getByLabel('Label', { exact: true }).fill('Wiki');
    await page.getByLabel('Domain of the page').fill('https://wiki.example.com');
    const held = await holdRequests(page, '**/api/v1/chatbots/*/deployments', 'POST');
    await page.getByRole('button', { name: 'Create deployment' }).click();
    await held.sent;
    await isGuarded();
    const rail = page.getByRole('link', { name: 'Usage', exact: true });
    assert.equal(await declined(() => rail.click()), 'confirm', 'a link');
    assert.equal(
      await declined(() => page.getByRole('button', { name: 'Choose another type' }).click()),
      'confirm',
      'a step',
    );
    assert.equal(await declined(() => page.evaluate(() => window.history.back())), 'confirm', 'a key');
    assert.equal(await declined(() => page.evaluate(() => window.location.reload())), 'beforeunload');
    held.release();
    assert.match(await page.getByRole('textbox', { name: 'Wiki' }).inputValue(), /^cb_live_/);
    await page.unroute('**/api/v1/chatbots/*/deployments');
    await rail.click();
    await page.getByRole('heading', { name: 'Usage', level: 1 }).waitFor();
  });

  it('nor is one that a dialog waits for, by the browser’s own way back', async () => {
    const address = `**/api/v1/deployments/${deploymentId}/rotations`;
    await page.goto(`${install}/new`);
    await page.getByRole('link', { name: 'Install', exact: true }).click();
    await page.getByRole('button', { name: 'Rotate the key of Shop' }).click();
    const held = await holdRequests(page, address);
    await page.getByRole('dialog').getByRole('button', { name: 'Rotate', exact: true }).click();
    await held.sent;
    await isGuarded();
    assert.equal(await declined(() => page.evaluate(() => window.history.back())), 'confirm');
    held.release();
    assert.match(await page.getByRole('textbox', { name: 'The key' }).inputValue(), /^cb_live_/);
    await page.unroute(address);
    await page.getByRole('button', { name: 'Done' }).click();
  });

  it('nothing closes a dialog while its answer is on its way', async () => {
    const { promise: isWanted, resolve: answer } = Promise.withResolvers<void>();
    const address = `**/api/v1/deployments/${deploymentId}/rotations`;
    await page.route(address, async (route) => {
      const response = await route.fetch();
      await isWanted;
      await route.fulfill({ response });
    });
    await page.goto(install);
    await page.getByRole('button', { name: 'Rotate the key of Shop' }).click();
    const dialog = page.getByRole('dialog');
    const rotated = page.waitForRequest(address);
    await dialog.getByRole('button', { name: 'Rotate', exact: true }).click();
    await rotated;
    await page.keyboard.press('Escape');
    await page.mouse.click(5, 5);
    assert.equal(await dialog.getByRole('button', { name: 'Cancel' }).isDisabled(), true);
    assert.equal(await dialog.getByRole('button', { name: 'Close' }).isDisabled(), true);
    answer();
    assert.match(await page.getByRole('textbox', { name: 'The key' }).inputValue(), /^cb_live_/);
    await page.unroute(address);
    await page.getByRole('button', { name: 'Done' }).click();
  });

  it('and no answer comes without a network, which is said at once', async () => {
    await page.goto(install);
    await page.getByRole('button', { name: 'Rotate the key of Shop' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.waitFor();
    await scene.owner.context.setOffline(true);
    await dialog.getByRole('button', { name: 'Rotate', exact: true }).click();
    await dialog.getByRole('alert').getByText('No connection').waitFor();
    await dialog.getByRole('button', { name: 'Cancel' }).click();
    await dialog.waitFor({ state: 'detached' });
    await scene.owner.context.setOffline(false);
  });

  it('a secret is shown as soon as it is there, though a list is still being fetched anew', async () => {
    await page.goto(`${scene.server.url}/console/settings/api-keys`);
    await page.getByText('No API key yet').waitFor();
    const list = '**/api/v1/api-keys*';
    const held = await holdRequests(page, list, 'GET');
    await page.getByRole('button', { name: 'New API key' }).click();
    await page.getByLabel('Label', { exact: true }).fill('Export');
    await page.getByRole('dialog').getByRole('button', { name: 'Create' }).click();
    await held.sent;
    assert.match(await page.getByRole('textbox', { name: 'Export' }).inputValue(), /^cb_sk_/);
    held.release();
    await page.getByRole('dialog').getByRole('button', { name: 'Close' }).click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await page.unroute(list);
  });

  it('an edit, which brings nothing to see, is left unasked', async () => {
    await page.goto(`${scene.server.url}/console/settings/members`);
    await page.getByRole('button', { name: 'Invite somebody' }).waitFor();
    await page.getByRole('link', { name: 'API keys', exact: true }).click();
    await page.getByRole('button', { name: 'Edit Export' }).click();
    await page.getByLabel('Label', { exact: true }).fill('Nightly export');
    const address = '**/api/v1/api-keys/*';
    const held = await holdRequests(page, address, 'PATCH');
    await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
    await held.sent;
    const asked: string[] = [];
    const accept = (dialog: Dialog) => {
      asked.push(dialog.type());
      return dialog.accept();
    };
    page.on('dialog', accept);
    await page.goBack();
    await page.getByRole('button', { name: 'Invite somebody' }).waitFor();
    page.off('dialog', accept);
    const saved = page.waitForResponse(address);
    held.release();
    await saved;
    await page.unroute(address);
    assert.deepEqual(asked, []);
  });

  it('the link of an invitation does not go by Escape', async () => {
    await page.goto(`${scene.server.url}/console/settings/members`);
    await page.getByRole('button', { name: 'Invite somebody' }).click();
    await page.getByLabel('E-mail').fill('guest@example.com');
    await page.getByRole('button', { name: 'Invite', exact: true }).click();
    const link = page.getByRole('textbox', { name: 'Invitation link' });
    await link.waitFor();
    await page.keyboard.press('Escape');
    await page.mouse.click(5, 5);
    assert.match(await link.inputValue(), /\/console\/invitation\?token=/);
    await page.getByRole('button', { name: 'Close' }).click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
  });

  it('a session that ends meanwhile asks once whether to leave the key', async () => {
    await page.goto(`${install}/new?type=website`);
    await page.getByLabel('Label', { exact: true }).fill('News');
    await page.getByLabel('Domain of the page').fill('https://news.example.com');
    await page.getByRole('button', { name: 'Create deployment' }).click();
    const key = page.getByRole('textbox', { name: 'News' });
    await key.waitFor();
    const asked: string[] = [];
    page.on('dialog', async (dialog) => {
      asked.push(dialog.type());
      await dialog.dismiss();
    });
    const refused = () => page.waitForResponse((response) => response.status() === 401);
    await scene.owner.context.clearCookies();
    // The check for the first call asks every few seconds.
    for (let times = 0; times < 3; times++) await refused();
    assert.deepEqual(asked, ['beforeunload']);
    assert.match(await key.inputValue(), /^cb_live_/);
  });

  it('nothing on the way broke the page’s own policy or threw', () => {
    assert.deepEqual(scene.owner.complaints, []);
  });
});
