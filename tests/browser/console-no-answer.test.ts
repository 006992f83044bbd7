import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Page } from 'playwright-core';
import { assertSoundView } from './support/assert-sound-view.ts';
import { becomes } from './support/becomes.ts';
import { callAs, createChatbot, PASSWORD } from './support/console-person.ts';
import { holdRequests } from './support/hold-requests.ts';
import { type OwnedConsole, openOwnedConsole } from './support/owned-console.ts';

/** Beyond what the console waits for an answer, and far below what it waits for an export. */
const TOO_LONG_MS = 31_000;

describe('a console whose server does not answer', () => {
  let scene: OwnedConsole;
  let page: Page;
  let chatbotId: string;
  before(async () => {
    scene = await openOwnedConsole();
    ({ page } = scene);
    chatbotId = await createChatbot(page, 'Bot');
    await page.clock.install();
  });
  after(() => scene?.close());

  const open = (path: string) => page.goto(`${scene.server.url}/console${path}`);
  const saidSo = () => page.getByRole('alert').filter({ hasText: 'No answer yet' });
  const retry = () => saidSo().getByRole('button', { name: 'Try again' });

  for (const [what, path, call, shown] of [
    ['a list', '/settings/api-keys', '**/api/v1/api-keys*', 'No API key yet'],
    ['all that stands around the pages', '/settings/members', '**/api/v1/session', 'First Owner'],
  ] as const) {
    it(`says so after a while and asks again when told to: ${what}`, async () => {
      const held = await holdRequests(page, call);
      await open(path);
      await held.sent;
      await page.clock.fastForward(TOO_LONG_MS);
      await saidSo().waitFor();
      await assertSoundView(page, what);
      held.release();
      await retry().click();
      await page.getByText(shown).first().waitFor();
      await page.unroute(call);
    });
  }

  it('an act that was done although no answer came is not done twice', async () => {
    const address = '**/api/v1/chatbots';
    const isDone = Promise.withResolvers<void>();
    await page.route(address, async (route) => {
      if (route.request().method() !== 'POST') return route.continue();
      // What the server has done; its answer is lost.
      await route.fetch();
      isDone.resolve();
    });
    await open('/chatbots');
    await page.getByRole('button', { name: 'New chatbot' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Name').fill('Twin');
    await dialog.getByRole('button', { name: 'Create' }).click();
    await isDone.promise;
    await page.clock.fastForward(TOO_LONG_MS);
    await saidSo().waitFor();
    await page.unroute(address);
    await dialog.getByRole('button', { name: 'Create' }).click();
    await page.getByRole('heading', { name: 'Twin', level: 1 }).waitFor();
    const { data } = (await callAs(page, 'GET', '/chatbots')).body;
    assert.equal(data.filter(({ name }: { name: string }) => name === 'Twin').length, 1);
  });

  it('and what is changed before it is tried again is another act, which is not refused', async () => {
    const address = '**/api/v1/api-keys';
    const done = Promise.withResolvers<void>();
    await page.route(address, async (route) => {
      if (route.request().method() !== 'POST') return route.continue();
      await route.fetch();
      done.resolve();
      await route.abort();
    });
    await open('/settings/api-keys');
    await page.getByRole('button', { name: 'New API key' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Label').fill('Export');
    await dialog.getByRole('button', { name: 'Create' }).click();
    await done.promise;
    await dialog.getByRole('alert').getByText('No connection').waitFor();
    await page.unroute(address);
    await dialog.getByLabel('Label').fill('Nightly export');
    await dialog.getByRole('button', { name: 'Create' }).click();
    assert.match(await page.getByRole('textbox', { name: 'Nightly export' }).inputValue(), /^cb_sk_/);
    await dialog.getByRole('button', { name: 'Close' }).click();
  });

  it('nor is a test of a target sent twice, nor a checkpoint made', async () => {
    const made = await callAs(page, 'POST', '/webhooks', {
      label: 'Desk',
      url: 'https://hooks.example.com/',
      events: ['chatbot.created'],
    });
    const { id } = made.body.webhook;
    for (const [path, address, name] of [
      [`/settings/notifications/${id}`, `**/api/v1/webhooks/${id}/tests`, 'Send a test'],
      ['/settings/notifications', `**/api/v1/webhooks/${id}/tests`, 'Send a test to “Desk”'],
      ['/settings/activity', '**/api/v1/activity/checkpoints', 'Download a checkpoint'],
    ] as const) {
      const keys: (string | undefined)[] = [];
      await page.route(address, async (route) => {
        keys.push(route.request().headers()['idempotency-key']);
        await (keys.length === 1 ? route.abort() : route.continue());
      });
      await open(path);
      await page.getByRole('button', { name, exact: true }).click();
      await page.getByText('No connection').waitFor();
      const close = page.getByRole('dialog').getByRole('button', { name: 'Close' });
      if ((await close.count()) > 0) await close.click();
      for (let times = 0; times < 2; times++) {
        const answered = page.waitForResponse(address);
        await page.getByRole('button', { name, exact: true }).click();
        await answered;
        await page.locator('button[data-loading]').waitFor({ state: 'detached' });
      }
      await page.unroute(address);
      const [lost, again, anew] = keys;
      assert.match(lost ?? '', /^\w{32}$/, name);
      assert.equal(again, lost, name);
      assert.notEqual(anew, again, `${name}: when it has succeeded, it may be done again`);
    }
  });

  it('charts of years are waited for longer', async () => {
    const held = await holdRequests(page, '**/api/v1/usage*');
    await open(`/chatbots/${chatbotId}/usage`);
    await held.sent;
    await page.clock.fastForward(TOO_LONG_MS);
    held.release();
    await page.getByText('No calls').first().waitFor();
    assert.equal(await saidSo().count(), 0);
    await page.unroute('**/api/v1/usage*');
  });

  it('an export is waited for longer', async () => {
    await open('/settings/activity');
    const held = await holdRequests(page, '**/api/v1/activity/export*');
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Export as CSV' }).click();
    await held.sent;
    await page.clock.fastForward(TOO_LONG_MS);
    held.release();
    assert.match((await download).suggestedFilename(), /\.csv$/);
    assert.equal(await saidSo().count(), 0);
  });

  it('a sign-in says so, too', async () => {
    await scene.owner.context.clearCookies();
    await open(`/sign-in?next=/console/chatbots/${chatbotId}`);
    const held = await holdRequests(page, '**/api/auth/sign-in/email');
    await page.getByLabel('E-mail').fill('owner@example.com');
    await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
    const enter = page.getByRole('button', { name: 'Sign in', exact: true });
    await enter.click();
    await held.sent;
    await page.clock.fastForward(TOO_LONG_MS);
    await saidSo().waitFor();
    held.release();
    await enter.click();
    await page.getByRole('heading', { name: 'Bot', level: 1 }).waitFor();
    await becomes(() => saidSo().count(), 0);
  });

  it('nothing on the way broke the page’s own policy or threw', () => {
    // The router tells the browser's console, too, why a page could not be shown.
    const others = scene.owner.complaints.filter((text) => !text.includes('no answer came in time'));
    assert.deepEqual(others, []);
  });
});
