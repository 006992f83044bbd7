import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Page } from 'playwright-core';
import { callAs, createChatbot } from './support/console-person.ts';
import { type OwnedConsole, openOwnedConsole } from './support/owned-console.ts';

/** Takes away what a browser that packages/console/vite.config.ts names lacks, and the build does not put otherwise. */
const MADE_OLD = `
  delete AbortSignal.any;
  delete URL.canParse;
  delete URL.parse;
  delete Promise.withResolvers;
  delete Object.groupBy;
  delete Array.fromAsync;
  for (const name of ['toSorted', 'toReversed', 'toSpliced', 'with']) delete Array.prototype[name];
  for (const name of ['isWellFormed', 'toWellFormed']) delete String.prototype[name];
  globalThis.RegExp = new Proxy(RegExp, {
    construct: (target, [source, flags = '', ...rest]) => {
      if (String(flags).includes('v')) throw new SyntaxError('Invalid flags supplied to RegExp constructor');
      return new target(source, flags, ...rest);
    },
    apply: (target, self, given) => new globalThis.RegExp(...given),
  });
`;

describe('the console in the oldest browsers that it is built for', () => {
  let scene: OwnedConsole;
  let page: Page;
  let chatbotId: string;
  let deploymentId: string;
  before(async () => {
    scene = await openOwnedConsole();
    ({ page } = scene);
    chatbotId = await createChatbot(page, 'Bot');
    const site = 'https://www.example.com';
    const body = { type: 'website', label: 'Shop', environment: 'live', site };
    const made = await callAs(page, 'POST', `/chatbots/${chatbotId}/deployments`, body);
    deploymentId = made.body.deployment.id;
    await page.addInitScript(MADE_OLD);
  });
  after(() => scene?.close());

  const open = (path: string) => page.goto(`${scene.server.url}/console${path}`);

  it('makes a chatbot and takes its addresses', async () => {
    const made = await createChatbot(page, 'Second bot');
    await open(`/chatbots/${made}`);
    const address = page.getByRole('textbox', { name: 'Picture' });
    await address.fill('ftp://www.example.com');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Write an address that begins with https:// or http://').waitFor();
    await address.fill('https://www.example.com/bot.png');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Saved', { exact: true }).waitFor();
  });

  it('says which page would pass', async () => {
    await open(`/chatbots/${chatbotId}/install/${deploymentId}`);
    await page.getByLabel('Would a page pass?').fill('http://www.example.com');
    await page.getByText('http://www.example.com would be refused').waitFor();
    await page.getByLabel('Domain', { exact: true }).fill('HTTPS://Elsewhere.example:443/path');
    await page.getByText('Becomes https://elsewhere.example').waitFor();
  });

  it('asks the gate about a call', async () => {
    await open(`/explain?deployment=${deploymentId}`);
    await page.getByLabel('Origin of the page').fill('https://www.example.com/a/page?of=it');
    await page.getByRole('button', { name: 'Ask the gate' }).click();
    await page.getByText('The gate lets it in').waitFor();
  });

  it('makes a target of notifications', async () => {
    await open('/settings/notifications');
    await page.getByRole('button', { name: 'New target' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Label').fill('Desk');
    await dialog.getByLabel('Address').fill('no address');
    await dialog.getByRole('button', { name: 'Create' }).click();
    await dialog.getByText('Write an address that begins with https://').waitFor();
  });

  it('nothing on the way broke the page’s own policy or threw', () => {
    assert.deepEqual(scene.owner.complaints, []);
  });
});
