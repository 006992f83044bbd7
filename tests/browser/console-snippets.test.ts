import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { axeViolations } from './support/axe.ts';
import { callAs, createChatbot, openBrowser, type Person } from './support/console-person.ts';
import type { ConsoleServer } from './support/console-server.ts';
import { type HostPage, serveHostPage } from './support/host-page.ts';
import { type OwnedConsole, openOwnedConsole } from './support/owned-console.ts';

describe('snippets in the console', () => {
  let scene: OwnedConsole;
  let server: ConsoleServer;
  let browser: Browser;
  let owner: Person;
  let page: Page;
  let host: HostPage;
  let chatbotId: string;
  let managed = '';
  before(async () => {
    scene = await openOwnedConsole();
    ({ server, browser, owner, page } = scene);
    chatbotId = await createChatbot(page, 'Helper');
    for (const [label, revealable] of [
      ['Readable', true],
      ['Sealed', false],
    ] as const) {
      const { status } = await callAs(page, 'POST', `/chatbots/${chatbotId}/deployments`, {
        type: 'website',
        label,
        environment: 'live',
        site: 'https://www.example.com',
        revealable,
      });
      assert.equal(status, 201);
    }
  });
  after(async () => {
    await scene?.close();
    await host?.close();
  });

  const open = async (label: string) => {
    await page.goto(`${server.url}/console/chatbots/${chatbotId}/install`);
    await page.getByRole('link', { name: label, exact: true }).click();
    await page.getByRole('heading', { name: label, level: 1 }).waitFor();
  };
  const code = () => page.getByRole('region', { name: 'code', exact: true });

  it('there is one for every way of building pages', async () => {
    await open('Sealed');
    const tabs = page.getByRole('tablist', { name: 'Snippet for' }).getByRole('tab');
    await tabs.first().waitFor();
    assert.deepEqual(await tabs.allTextContents(), [
      'HTML',
      'Managed',
      'React',
      'Next.js',
      'Vue',
      'Google Tag Manager',
      'WordPress',
      'Shopify',
    ]);
    for (const [name, sign] of [
      ['React', 'useEffect'],
      ['Next.js', 'next/script'],
      ['Vue', 'onMounted'],
      ['Google Tag Manager', '?key='],
      ['WordPress', 'wp_footer'],
    ] as const) {
      await page.getByRole('tab', { name }).click();
      await code().getByText(sign).waitFor();
    }
    assert.deepEqual(await axeViolations(page), []);
  });

  it('the managed one is not for a key of which only a hash is kept, and says so', async () => {
    await page.getByRole('tab', { name: 'Managed' }).click();
    await page.getByText('only a hash is kept').waitFor();
    assert.equal(await code().count(), 0);
  });

  it('a page with the managed one chats on after a rotation that ends the old key, unchanged', async () => {
    await open('Readable');
    await page.getByRole('tab', { name: 'Managed' }).click();
    managed = ((await code().textContent()) ?? '').trim();
    assert.match(managed, /^<script async src="http[^"]+\/widget\/dep_\w+\.js"><\/script>$/);
    host = await serveHostPage(() => managed);
    await launcherShows();
    await page.getByRole('button', { name: 'Rotate key' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('radio', { name: 'not at all' }).check();
    const confirmation = dialog.getByLabel('Type Readable to confirm');
    if (await confirmation.isVisible()) await confirmation.fill('Readable');
    await dialog.getByRole('button', { name: 'Rotate', exact: true }).click();
    await dialog.getByRole('button', { name: 'Done' }).click();
    await launcherShows();
  });

  it('nothing on the way broke the page’s own policy or threw', () => {
    assert.deepEqual(owner.complaints, []);
  });

  async function launcherShows(): Promise<void> {
    const visitor = await openBrowser(browser);
    await visitor.page.goto(host.url);
    await visitor.page.locator('wicket-chat [part=launcher]').waitFor();
    await visitor.context.close();
  }
});
