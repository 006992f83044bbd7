import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'node:test';
import type { Browser, ConsoleMessage, Page } from 'playwright-core';
import { findChromium } from '../../test-support/chromium.ts';
import { type DemoServer, startDemoServer } from './support/demo-server.ts';
import { type HostPage, serveHostPage } from './support/host-page.ts';
import { ask, openChat } from './support/widget-bench.ts';

interface CreatedDeployment {
  deployment: { id: string };
  key: { id: string; secret: string };
  snippet: { html: string };
}

describe('the widget on real pages in a real browser', () => {
  let server: DemoServer;
  let browser: Browser;
  const hostPages: HostPage[] = [];
  before(async () => {
    server = await startDemoServer();
    browser = await (await findChromium()).launch();
  });
  after(async () => {
    await browser?.close();
    for (const page of hostPages) await page.close();
    await server?.stop();
  });
  afterEach(async () => {
    for (const context of browser.contexts()) await context.close();
  });

  it('the demo page, another origin, chats: the answer streams in', async () => {
    const { page, faults } = await openPage();
    await page.goto(server.siteUrl);
    await openChat(page);
    await ask(page, 'When are you open?');
    await page.getByRole('log').getByText('Tuesday to Friday').waitFor();
    assert.deepEqual(faults, []);
  });

  it('a reload brings the conversation back', async () => {
    const { page } = await openPage();
    await page.goto(server.siteUrl);
    await openChat(page);
    await ask(page, 'When are you open?');
    await page.getByRole('log').getByText('Tuesday to Friday').waitFor();
    await page.reload();
    await openChat(page);
    await page.getByRole('log').getByText('Tuesday to Friday').waitFor();
  });

  it('a bot that has no answer says so', async () => {
    const { page } = await openPage();
    await page.goto(server.siteUrl);
    await openChat(page);
    await ask(page, 'xylophone quantum zebra?');
    const log = page.getByRole('log');
    await page.waitForFunction(
      () =>
        (document.querySelector('wicket-chat')?.shadowRoot?.querySelectorAll('[role=log] > *').length ?? 0) >=
        3,
    );
    await log
      .getByText(/answer|know|sorry/i)
      .last()
      .waitFor();
  });

  it('a page on an origin that is not listed gets no widget and one clear console line', async () => {
    const created = await createDeployment('https://shop.example.com');
    const host = await hostPage(() => created.snippet.html);
    const { page, warnings, faults } = await openPage();
    const refused = page.waitForResponse((response) => response.url().includes('/widget/config'));
    const warned = page.waitForEvent('console', (message) => message.type() === 'warning');
    await page.goto(host.url);
    const answer = await refused;
    assert.equal(answer.status(), 403);
    const requestId = answer.headers()['x-request-id'] ?? 'none';
    const line = (await warned).text();
    assert.match(line, /origin_not_allowed/);
    assert.ok(line.includes(requestId), 'the line names the request id');
    assert.ok(line.includes(host.url), 'the line names the origin');
    // It stays at that, also when whoever looks after the page, or a visitor, calls for the chat.
    await page.waitForLoadState('networkidle');
    await page.evaluate('Wicket.open()');
    assert.deepEqual(warnings, [line]);
    assert.equal(await page.locator('wicket-chat').count(), 0);
    assert.deepEqual(faults, []);
    const explained = await server.api<{ code: string }>('GET', `/decisions/${requestId}`);
    assert.equal(explained.code, 'origin_not_allowed');
  });

  it('an origin that is added holds for the very next load, and one that is removed for the next call', async () => {
    const created = await createDeployment('https://shop.example.com');
    const host = await hostPage(() => created.snippet.html);
    const path = `/deployments/${created.deployment.id}`;
    const { page } = await openPage();
    const restriction = (origins: string[]) => ({ restriction: { kind: 'websites', origins } });
    await server.api('PATCH', path, restriction(['https://shop.example.com', host.url]));
    await page.goto(host.url);
    await openChat(page);
    await server.api('PATCH', path, restriction(['https://shop.example.com']));
    const refused = page.waitForResponse((response) => response.url().includes('/widget/conversations'));
    await ask(page, 'Hello?');
    assert.equal((await refused).status(), 403);
    await page.getByText('not available on this page').waitFor();
  });

  it('after a rotation the old snippet is refused on its next call', async () => {
    const created = await createDeployment(null);
    const host = await hostPage(() => created.snippet.html);
    await server.api('PATCH', `/deployments/${created.deployment.id}`, {
      restriction: { kind: 'websites', origins: [host.url] },
    });
    const { page } = await openPage();
    await page.goto(host.url);
    await openChat(page);
    await server.api('POST', `/deployments/${created.deployment.id}/rotations`);
    const refused = page.waitForResponse((response) => response.url().includes('/widget/conversations'));
    await ask(page, 'Hello?');
    const answer = await refused;
    assert.equal(answer.status(), 401);
    assert.equal(((await answer.json()) as { code: string }).code, 'key_revoked');
    const warned = page.waitForEvent('console', (message) => message.type() === 'warning');
    await page.reload();
    assert.match((await warned).text(), /key_revoked/);
    assert.equal(await page.locator('wicket-chat').count(), 0);
  });

  it('a sandboxed iframe has the origin null, which nothing can allow', async () => {
    const created = await createDeployment(null);
    const host = await hostPage(
      () =>
        `<iframe sandbox="allow-scripts" srcdoc='${created.snippet.html.replaceAll("'", '&#39;')}'></iframe>`,
    );
    await server.api('PATCH', `/deployments/${created.deployment.id}`, {
      restriction: { kind: 'websites', origins: [host.url] },
    });
    const { page } = await openPage();
    const warned = page.waitForEvent('console', (message) => message.type() === 'warning');
    await page.goto(host.url);
    assert.match((await warned).text(), /no chat on null\. 403 origin_not_allowed/);
  });

  async function openPage(): Promise<{ page: Page; warnings: string[]; faults: string[] }> {
    const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
    const page = await context.newPage();
    const warnings: string[] = [];
    const faults: string[] = [];
    page.on('console', (message: ConsoleMessage) => {
      if (message.type() === 'warning') warnings.push(message.text());
    });
    page.on('pageerror', (error) => faults.push(String(error)));
    return { page, warnings, faults };
  }

  async function hostPage(body: () => string): Promise<HostPage> {
    const page = await serveHostPage(body);
    hostPages.push(page);
    return page;
  }

  async function createDeployment(site: string | null): Promise<CreatedDeployment> {
    const chatbots = await server.api<{ data: { id: string }[] }>('GET', '/chatbots');
    return server.api('POST', `/chatbots/${chatbots.data[0]?.id}/deployments`, {
      type: 'website',
      label: 'Test page',
      environment: 'live',
      site: site ?? 'https://placeholder.example.com',
      allowLocalhost: false,
    });
  }
});
