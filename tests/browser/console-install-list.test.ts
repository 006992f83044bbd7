import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { becomes } from './support/becomes.ts';
import { callAs, createChatbot, openBrowser, type Person } from './support/console-person.ts';
import type { ConsoleServer } from './support/console-server.ts';
import { type OwnedConsole, openOwnedConsole } from './support/owned-console.ts';
import { switchedAtOnce } from './support/switched-at-once.ts';

const DAY_MS = 86_400_000;
const DEPLOYMENTS = [
  { type: 'website', label: 'Shop', environment: 'live', site: 'https://www.example.com' },
  { type: 'shopify', label: 'Parts store', environment: 'live', site: 'https://parts.myshopify.com' },
  { type: 'wordpress', label: 'Blog', environment: 'test' },
  { type: 'custom', label: 'Mobile app', environment: 'live' },
];

/** What is searched for; the router quotes what could be read as a number. */
function nameOf(url: URL): string | undefined {
  return url.searchParams.get('q')?.replaceAll('"', '');
}

describe('the list of the Install tab', () => {
  let scene: OwnedConsole;
  let server: ConsoleServer;
  let browser: Browser;
  let owner: Person;
  let page: Page;
  let chatbotId: string;
  /** Of the shop's key: what its row shows. */
  let endOfKey: string;
  before(async () => {
    scene = await openOwnedConsole();
    ({ server, browser, owner, page } = scene);
    await page.setViewportSize({ width: 1280, height: 900 });
    chatbotId = await createChatbot(page, 'Helper');
    const ends: string[] = [];
    for (const deployment of DEPLOYMENTS) {
      const { status, body } = await callAs(page, 'POST', `/chatbots/${chatbotId}/deployments`, deployment);
      assert.equal(status, 201, JSON.stringify(body));
      ends.push(body.key.secret.slice(-4));
    }
    endOfKey = String(ends[0]);
  });
  after(() => scene?.close());

  const open = () => page.goto(`${server.url}/console/chatbots/${chatbotId}/install`);
  const rowOf = (label: string) => page.getByRole('row').filter({ hasText: label });
  const labels = () => page.getByRole('table').getByRole('link').allTextContents();

  it('is searched, filtered and sorted, and the address keeps it', async () => {
    await open();
    await page.getByLabel('Search label, site or key').fill('myshopify');
    await becomes(labels, ['Parts store']);
    await page.getByLabel('Search label, site or key').fill(endOfKey);
    await page.waitForURL((url) => nameOf(url) === endOfKey);
    await becomes(labels, ['Shop']);
    await page.getByLabel('Search label, site or key').fill('');
    await page.waitForURL((url) => !url.searchParams.has('q'));
    await page.getByLabel('Type', { exact: true }).selectOption('Custom');
    await page.waitForURL(/type=custom/);
    await becomes(labels, ['Mobile app']);
    await page.getByLabel('Type', { exact: true }).selectOption('All types');
    await page.getByLabel('Environment').selectOption('Test');
    await page.waitForURL(/environment=test/);
    await becomes(labels, ['Blog']);
    await page.getByLabel('Environment').selectOption('Live and test');
    await page.getByRole('button', { name: 'Deployment', exact: true }).click();
    await page
      .getByRole('columnheader', { name: 'Deployment', exact: true })
      .and(page.locator('[aria-sort=ascending]'))
      .waitFor();
    await becomes(labels, ['Blog', 'Mobile app', 'Parts store', 'Shop']);
    await page.getByRole('button', { name: 'Deployment', exact: true }).click();
    await page.waitForURL(/descending=true/);
    await page.reload();
    await rowOf('Blog').waitFor();
    await becomes(labels, ['Shop', 'Parts store', 'Mobile app', 'Blog']);
  });

  it('what is typed or switched shows at once, and the caret stays where it is', async () => {
    await open();
    const search = page.getByLabel('Search label, site or key');
    await search.pressSequentially('tore');
    await search.press('Home');
    await search.pressSequentially('Parts s');
    assert.equal(await search.inputValue(), 'Parts store');
    await page.waitForURL((url) => nameOf(url) === 'Parts store');
    await becomes(labels, ['Parts store']);
    await search.fill('no such thing');
    await page.getByRole('button', { name: 'Clear' }).click();
    await rowOf('Shop').first().waitFor();
    await search.and(page.locator('[value=""]')).waitFor();
    assert.equal(await switchedAtOnce(page.getByLabel('Show revoked')), true);
  });

  it('a key that is 90 days old has a badge, and one of a day less has none', async () => {
    const viewer = await openBrowser(browser);
    await viewer.context.addCookies(await owner.context.cookies());
    for (const [days, count] of [
      [89, 0],
      [91, 1],
    ] as const) {
      await viewer.page.clock.setFixedTime(Date.now() + days * DAY_MS);
      await viewer.page.goto(`${server.url}/console/chatbots/${chatbotId}/install`);
      const row = viewer.page.getByRole('row').filter({ hasText: 'www.example.com' });
      await row.waitFor();
      assert.equal(await row.getByText(/\d+ days old/).count(), count, `${days} days`);
    }
    await viewer.context.close();
  });

  it('nothing on the way broke the page’s own policy or threw', () => {
    assert.deepEqual(owner.complaints, []);
  });
});
