import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Locator, Page } from 'playwright-core';
import { retireSilentKeys } from '../../packages/server/src/deployments/retire-silent-keys.ts';
import { newCounter } from '../../packages/server/test/support/counted.ts';
import {
  addChatbot,
  type Deployed,
  deploy,
  gateSays,
  SITE,
} from '../../packages/server/test/support/deployed.ts';

import type { TestInstance } from '../../packages/server/test/support/test-instance.ts';
import { assertSoundView } from './support/assert-sound-view.ts';
import { axeViolations } from './support/axe.ts';
import { becomes } from './support/becomes.ts';
import { openBrowser, type Person } from './support/console-person.ts';
import { type OwnedInstance, openOwnedInstance } from './support/owned-console.ts';
import { switchedAtOnce } from './support/switched-at-once.ts';
import { VIEWS } from './support/views.ts';

const MINUTE_MS = 60_000;

/** The server runs in this process, so that its clock can be moved. */
describe('usage and the drain meter in the console', () => {
  let scene: OwnedInstance;
  let instance: TestInstance;
  let owner: Person;
  let page: Page;
  let at: Deployed;
  let successor: string;
  before(async () => {
    scene = await openOwnedInstance();
    ({ instance, owner, page } = scene);
    const chatbotId = await addChatbot(instance, { name: 'Helper' });
    at = await deploy(instance, chatbotId);
    for (let call = 0; call < 12; call += 1) await gateSays(instance, at.secret);
    await gateSays(instance, at.secret, 'https://shop.examp1e.com');
  });
  after(() => scene?.close());

  it('shows calls as a chart, which has a table with the same figures', async () => {
    await page.goto(`${instance.url}/console/chatbots/${at.chatbotId}/usage`);
    await page.getByRole('heading', { name: 'Usage', level: 1 }).waitFor();
    await page.getByText('13 calls', { exact: true }).waitFor();
    await page.locator('.recharts-surface').first().waitFor();
    await page.getByText('Table', { exact: true }).click();
    const table = page.getByRole('table', { name: 'Calls by time and key' });
    await becomes(() => sumOf(table), 13);
    const origins = page.getByRole('table', { name: 'Calls by origin' });
    assert.equal(await callsOf(origins, 'https://shop.examp1e.com'), '1');
    assert.equal(await callsOf(origins, SITE), '12');
    const outcomes = page.getByRole('table', { name: 'Calls by outcome' });
    assert.equal(await callsOf(outcomes, 'origin_not_allowed'), '1');
    await page.getByRole('heading', { name: 'How long answers took' }).waitFor();
    const notices = page.getByRole('table', { name: 'Notices' });
    await notices.getByText('https://shop.examp1e.com').waitFor();
  });

  it('hands the figures over as CSV', async () => {
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Download CSV' }).click(),
    ]);
    assert.equal(download.suggestedFilename(), 'usage.csv');
    const chunks: Buffer[] = [];
    for await (const chunk of await download.createReadStream()) chunks.push(chunk as Buffer);
    const text = Buffer.concat(chunks).toString();
    assert.match(text, /^origin,at,count\r\n/);
    const counts = [...text.matchAll(/^https:\/\/shop\.example\.com,[^,]+,(\d+)\r$/gm)].map(([, count]) =>
      Number(count),
    );
    assert.equal(sum(counts), 12);
  });

  it('keeps in the address what is looked at, so that it can be passed on', async () => {
    await page.getByText('30 days', { exact: true }).click();
    await page.waitForURL(/range=30d/);
    await page.getByLabel('Deployment').selectOption(at.id);
    await page.waitForURL(new RegExp(`deployment=${at.id}`));
    await page.reload();
    await page.getByText('13 calls', { exact: true }).waitFor();
    assert.equal(await page.getByLabel('Grouped by').inputValue(), 'day');
  });

  it('two keys of a rotation stand side by side', async () => {
    const body = { graceSeconds: 86_400 };
    const rotated = await instance.call('POST', `${at.path}/rotations`, { body });
    successor = rotated.json.key.secret;
    await gateSays(instance, successor);
    await page.goto(
      `${instance.url}/console/chatbots/${at.chatbotId}/usage?key=${at.keyId}&compare=${rotated.json.key.id}`,
    );
    await page.getByText('14 calls', { exact: true }).waitFor();
    await page.getByText('Table', { exact: true }).click();
    const table = page.getByRole('table', { name: 'Calls by time and key' });
    assert.equal(await table.getByRole('columnheader').count(), 3);
  });

  it('the meter says who still sends the old key, and when it is safe', async () => {
    await gateSays(instance, at.secret);
    await page.goto(`${instance.url}/console/chatbots/${at.chatbotId}/install/${at.id}`);
    const meter = page.getByRole('region', { name: 'Moving to the new key' });
    await meter.getByText('An hour of silence makes the old key safe to retire').waitFor();
    await meter.getByText('Retiring', { exact: true }).waitFor();
    assert.deepEqual(await axeViolations(page), []);
    const silent = meter.getByLabel('Retire it by itself after an hour of silence');
    assert.equal(await switchedAtOnce(silent), true);
    await meter.getByRole('button', { name: 'Move the end' }).click();
    await page.getByRole('dialog').getByLabel('for another week').check();
    await page.getByRole('dialog').getByRole('button', { name: 'Move the end' }).click();
    await page.getByText('The end has moved').waitFor();
    const { json } = await instance.call('GET', `${at.path}/rotation`);
    assert.equal(json.retireWhenSilent, true);
    assert.equal(Date.parse(json.graceEndsAt) - Date.parse(json.since), 8 * 86_400_000);
  });

  it('after an hour of silence the old key ends by itself, and the meter goes', async () => {
    const chore = retireSilentKeys(instance.store, newCounter(instance.store));
    // An hour without a look at it would be no silence.
    for (let minute = 0; minute < 60; minute += 1) {
      await chore.run();
      instance.travel(MINUTE_MS);
    }
    instance.travel(MINUTE_MS);
    await gateSays(instance, successor);
    const meter = page.getByRole('region', { name: 'Moving to the new key' });
    await page.reload();
    await meter.getByText('safe to retire.').waitFor();
    await chore.run();
    await meter.waitFor({ state: 'detached' });
    assert.equal(await gateSays(instance, at.secret), 'key_revoked');
    assert.equal(await gateSays(instance, successor), 'allowed');
    assert.deepEqual(owner.complaints, []);
  });

  for (const { colorScheme, ...viewport } of VIEWS) {
    it(`breaks no accessibility rule and fits, ${viewport.width} px wide, ${colorScheme}`, async () => {
      const opened = await openBrowser(scene.browser, { viewport, colorScheme });
      await opened.context.addCookies(await owner.context.cookies());
      await opened.page.goto(`${instance.url}/console/chatbots/${at.chatbotId}/usage?range=7d`);
      await opened.page.locator('.recharts-surface').first().waitFor();
      await assertSoundView(opened.page, 'usage');
      assert.deepEqual(opened.complaints, []);
      await opened.context.close();
    });
  }
});

/** The calls of every hour: the suite may have begun at the end of one. */
async function sumOf(table: Locator): Promise<number> {
  return sum((await table.locator('tbody tr td:last-child').allTextContents()).map(Number));
}

function sum(counts: readonly number[]): number {
  return counts.reduce((total, count) => total + count, 0);
}

async function callsOf(table: Locator, name: string): Promise<string | undefined> {
  const cells = table.getByRole('row').filter({ hasText: name }).getByRole('cell');
  return (await cells.allTextContents())[1];
}
