import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, describe, it } from 'node:test';
import type { Download, Page } from 'playwright-core';
import { startReceiver, type WebhookReceiver } from '../../packages/server/test/support/webhook-receiver.ts';
import { becomes } from './support/becomes.ts';
import { callAs, createChatbot, type Person } from './support/console-person.ts';
import type { ConsoleServer } from './support/console-server.ts';
import { type OwnedConsole, openOwnedConsole } from './support/owned-console.ts';

describe('what happens is told and proven, in the console', () => {
  let scene: OwnedConsole;
  let receiver: WebhookReceiver;
  let server: ConsoleServer;
  let owner: Person;
  let page: Page;
  let chatbotId: string;
  before(async () => {
    receiver = await startReceiver();
    scene = await openOwnedConsole({ WEBHOOK_ALLOWED_HOSTS: '127.0.0.1' });
    ({ server, owner, page } = scene);
    await page.clock.install();
    chatbotId = await createChatbot(page, 'Shop bot');
  });
  after(async () => {
    await scene?.close();
    await receiver?.stop();
  });

  const open = (path: string) => page.goto(`${server.url}/console${path}`);

  /** Waits for a cell of the log, which the page renews every three seconds of its clock. */
  const logShows = (name: RegExp | string, count = 1) =>
    becomes(async () => {
      await page.clock.fastForward(3_000);
      return page.getByRole('cell', { name }).count();
    }, count);

  it('a target is added, its secret shown once', async () => {
    await open('/settings/notifications');
    await page.getByRole('button', { name: 'New target' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Label').fill('Desk');
    await dialog.getByLabel('Address').fill('no address');
    await dialog.getByLabel('Events').fill('Key.Rotated');
    await dialog.getByRole('button', { name: 'Create' }).click();
    await dialog.getByText('Write an address that begins with https://').waitFor();
    await dialog.getByText('“Key.Rotated” is no event').waitFor();
    await dialog.getByLabel('Address').fill('https://192.168.0.1/');
    await dialog.getByLabel('Events').fill('chatbot.created');
    await dialog.getByRole('button', { name: 'Create' }).click();
    await dialog
      .getByText(/open Internet/)
      .last()
      .waitFor();
    await dialog.getByLabel('Address').fill(receiver.url);
    await dialog.getByRole('button', { name: 'Create' }).click();
    const secret = dialog.getByLabel('Signing secret');
    assert.match(await secret.inputValue(), /^whsec_/);
    await dialog.getByRole('button', { name: 'Close' }).click();
    await page.getByRole('link', { name: 'Desk' }).waitFor();
    assert.doesNotMatch(await page.content(), /whsec_[A-Za-z0-9+/]{20}/);
  });

  it('a test arrives and stands in the log, and can be sent once more under its old id', async () => {
    await page.getByRole('link', { name: 'Desk' }).click();
    await page.getByText('Nothing sent yet').waitFor();
    await page.getByRole('button', { name: 'Send a test' }).click();
    await logShows('Delivered');
    await page.getByRole('button', { name: 'Send webhook.test once more' }).click();
    await logShows('Delivered', 2);
    assert.equal(receiver.messages.length, 2);
    assert.equal(new Set(receiver.messages.map(({ headers }) => headers['webhook-id'])).size, 1);
  });

  it('what happens is told, and what failed says why', async () => {
    receiver.answer = () => 500;
    await callAs(page, 'POST', '/chatbots', { name: 'Told of' });
    await logShows(/answered 500/);
    await page.getByRole('cell', { name: /On its way/ }).waitFor();
    receiver.answer = () => 204;
  });

  it('a target is paused, resumed and deleted', async () => {
    await open('/settings/notifications');
    await page.getByRole('button', { name: 'Pause “Desk”' }).click();
    await page.getByRole('cell', { name: 'Paused' }).waitFor();
    await page.getByRole('button', { name: 'Resume “Desk”' }).click();
    await page.getByRole('cell', { name: 'Active' }).waitFor();
    await page.getByRole('button', { name: 'Replace the secret of “Desk”' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Replace' }).click();
    await page.getByRole('dialog').getByLabel('Signing secret').waitFor();
    await page.getByRole('dialog').getByRole('button', { name: 'Close' }).click();
    await page.getByRole('button', { name: 'Delete “Desk”' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Delete target' }).click();
    await page.getByText('Nobody is told yet').waitFor();
  });

  it('the health page names what should be looked at and leads there', async () => {
    await open('/settings/health');
    await page.getByText('All is well').waitFor();
    const { body } = await callAs(page, 'POST', `/chatbots/${chatbotId}/deployments`, {
      type: 'website',
      label: 'Open door',
      environment: 'live',
      site: 'https://www.example.com',
    });
    await page.reload();
    await page.getByRole('heading', { name: 'Live deployments that allow localhost (1)' }).waitFor();
    await page.getByRole('link', { name: 'Open door' }).click();
    await page.waitForURL(new RegExp(body.deployment.id));
  });

  it('the trail is verified, vouched for and exported', async () => {
    await open('/settings/activity');
    await page.getByRole('button', { name: 'Verify' }).click();
    await page.getByText(/^The trail is whole: \d+ events$/).waitFor();
    const note = await download(page, 'Download a checkpoint');
    assert.equal(note.suggestedFilename(), 'checkpoint.json');
    const checkpoint = JSON.parse(await textOf(note));
    assert.deepEqual(Object.keys(checkpoint.checkpoint), [
      'organizationId',
      'count',
      'hash',
      'at',
      'signature',
    ]);
    const lines = (await textOf(await download(page, 'Export as JSON lines'))).trimEnd().split('\n');
    assert.equal(lines.length, checkpoint.checkpoint.count);
    assert.equal(JSON.parse(lines.at(-1) ?? '').hash, checkpoint.checkpoint.hash);
    const csv = await textOf(await download(page, 'Export as CSV'));
    assert.equal(csv.trimEnd().split('\r\n').length, lines.length + 1);

    const compare = async (text: string) => {
      const chooser = page.waitForEvent('filechooser');
      await page.getByRole('button', { name: 'Compare with a checkpoint' }).click();
      const file = { name: 'c.json', mimeType: 'application/json', buffer: Buffer.from(text) };
      await (await chooser).setFiles(file);
    };
    await compare('{}');
    await page.getByText('This file is no checkpoint.').waitFor();
    await compare(JSON.stringify(checkpoint));
    await page.getByText(/^The trail is whole/).waitFor();
    const forged = { ...checkpoint.checkpoint, count: checkpoint.checkpoint.count + 1 };
    await compare(JSON.stringify(forged));
    await page.getByText('The trail is not whole').waitFor();
    await page.getByText('checkpoint_invalid').waitFor();
  });

  it('nothing was complained of', () => assert.deepEqual(owner.complaints, []));
});

async function download(page: Page, name: string): Promise<Download> {
  const event = page.waitForEvent('download');
  await page.getByRole('button', { name, exact: true }).click();
  return event;
}

async function textOf(file: Download): Promise<string> {
  return readFile(await file.path(), 'utf8');
}
