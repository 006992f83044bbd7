import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Page } from 'playwright-core';
import { type CuttingProxy, startCuttingProxy } from './support/cutting-proxy.ts';
import { holdRequests } from './support/hold-requests.ts';
import { ask, launcherOf, openChat, panelOf, WidgetBench } from './support/widget-bench.ts';

const MESSAGES = '**/messages*';

describe('the widget while its server or the network is away', { concurrency: 3 }, () => {
  let bench: WidgetBench;
  before(async () => {
    bench = await WidgetBench.start();
  });
  after(async () => {
    await bench?.stop();
    for (const proxy of proxies) await proxy.close();
  });

  // Closed at the end, whatever became of the test: an open one would keep the process alive.
  const proxies: CuttingProxy[] = [];

  const stopping = {
    status: 503,
    code: 'store_unavailable',
    detail: 'This server is stopping. Send the same message again: the reply continues.',
    requestId: 'req_1',
  };
  const restarts: [reason: string, cuts: { refusedCalls?: number; lastWords?: string }][] = [
    ['killed', { refusedCalls: 2 }],
    ['stopped in order', { lastWords: `event: error\ndata: ${JSON.stringify({ problem: stopping })}\n\n` }],
  ];
  for (const [reason, cuts] of restarts)
    it(`a server that is restarted in the middle of a reply is waited for: ${reason}`, async () => {
      const bot = await bench.createBot();
      const proxy = await startCuttingProxy(bench.server.url, 1, cuts);
      proxies.push(proxy);
      const { page, faults, close } = await bench.open(bot, {
        script: null,
        head: `<script>window.errors = []; document.addEventListener('wicket:error', (e) => errors.push(e.detail.code))</script>`,
        body: `<script async src="${proxy.url}/widget.js" data-key="${bot.key}"></script>`,
      });
      await openChat(page);
      await ask(page, 'When are you open?');
      await page.getByRole('log').getByText('13 to 18').waitFor();
      assert.equal(proxy.cuts(), 1);
      assert.equal(await panelOf(page).locator('.visitor').count(), 1);
      assert.deepEqual([await page.evaluate('errors'), faults], [[], []]);
      await close();
    });

  it('a link in a reply that is still being written takes no focus, which the next word would take from it', async () => {
    const answers = [
      { question: 'Where?', answer: `https://docs.example.com/handbook ${'and so on '.repeat(20)}` },
    ];
    const bot = await bench.createBot({}, {}, answers);
    // In order: where a connection breaks off, the browser may drop what came with it, and then there is no link.
    const proxy = await startCuttingProxy(bench.server.url, 1, { lastWords: '' });
    proxies.push(proxy);
    const { page, close } = await bench.open(bot, {
      script: null,
      body: `<script async src="${proxy.url}/widget.js" data-key="${bot.key}"></script>`,
    });
    await openChat(page);
    const seen = Promise.withResolvers<void>();
    let posts = 0;
    await page.route(MESSAGES, async (route) => {
      if (route.request().method() === 'POST') posts += 1;
      if (posts > 1) await seen.promise;
      await route.continue();
    });
    await ask(page, 'Where?');
    const link = panelOf(page).locator('a');
    await link.waitFor();
    await page.keyboard.press('Shift+Tab');
    const place = 'document.querySelector("wicket-chat").shadowRoot.activeElement.getAttribute("part")';
    assert.equal(await page.evaluate(place), 'log');
    seen.resolve();
    await page.getByRole('log').getByRole('link').waitFor();
    await close();
  });

  it('earlier messages that could not be had come when the network is back', async () => {
    const { page, close } = await bench.open(await bench.createBot());
    await openChat(page);
    await ask(page, 'When are you open?');
    await page.getByText('Tuesday to Friday').waitFor();
    await page.reload();
    await prepared(page);
    await page.context().setOffline(true);
    await launcherOf(page).click();
    await page.getByText('The earlier messages could not be loaded.').waitFor();
    await page.context().setOffline(false);
    await page.getByText('Tuesday to Friday').waitFor();
    assert.equal(await panelOf(page).locator('.visitor').count(), 1);
    await close();
  });

  it('and when the chat is opened again', async () => {
    const { page, close } = await openWithoutHistory();
    await page.unroute(MESSAGES);
    await page.keyboard.press('Escape');
    await openChat(page);
    await page.getByText('Tuesday to Friday').waitFor();
    await close();
  });

  it('what failed stays said and can be tried again after the network was away, too', async () => {
    const { page, close } = await bench.open(await bench.createBot());
    await openChat(page);
    await page.route(MESSAGES, (route) =>
      route.fulfill({ status: 500, headers: { 'access-control-allow-origin': '*' } }),
    );
    await ask(page, 'When are you open?');
    const retry = page.getByRole('button', { name: 'Retry' });
    await retry.waitFor();
    await page.context().setOffline(true);
    await page.waitForFunction('!navigator.onLine');
    await page.context().setOffline(false);
    await page.waitForFunction('navigator.onLine');
    await page.unroute(MESSAGES);
    await retry.click();
    await page.getByText('Tuesday to Friday').waitFor();
    await close();
  });

  it('what failed stays where a page includes the script once more, as on each of its routes', async () => {
    const { page, close } = await bench.open(await bench.createBot());
    await openChat(page);
    await page.route(MESSAGES, (route) => route.abort());
    await ask(page, 'When are you open?');
    const retry = page.getByRole('button', { name: 'Retry' });
    await retry.waitFor();
    const calls: string[] = [];
    page.on('request', (request) => calls.push(new URL(request.url()).pathname));
    await page.addScriptTag({ url: `${bench.server.url}/widget.js?key=none` });
    await page.evaluate('Wicket.setContext({})');
    assert.deepEqual(calls, ['/widget.js']);
    await page.unroute(MESSAGES);
    await retry.click();
    await page.getByText('Tuesday to Friday').waitFor();
    await close();
  });

  for (const fate of ['failed', 'under way'])
    it(`what the visitor says while earlier messages are missing outlasts opening again: ${fate}`, async () => {
      const { page, close } = await openWithoutHistory();
      const retry = page.getByRole('button', { name: 'Retry' });
      if (fate === 'failed') {
        await ask(page, 'Where is the handbook?');
        await retry.waitFor();
        await page.unroute(MESSAGES);
        await openAgain(page);
        await retry.click();
      } else {
        await page.unroute(MESSAGES);
        const held = await holdRequests(page, MESSAGES, 'POST');
        await ask(page, 'Where is the handbook?');
        await held.sent;
        await openAgain(page);
        held.release();
      }
      await page
        .getByRole('log')
        .getByRole('link', { name: /handbook/ })
        .waitFor();
      await openAgain(page);
      await page.getByText('Tuesday to Friday').waitFor();
      assert.equal(await panelOf(page).locator('.visitor').count(), 2);
      await close();
    });

  it('what waits behind a message that failed waits for the next try, and comes after it', async () => {
    const { page, close } = await bench.open(await bench.createBot());
    await openChat(page);
    await page.route(MESSAGES, (route) => route.abort());
    await page.evaluate(`Wicket.send('When are you open?'); Wicket.send('Where is the handbook?')`);
    const retry = page.getByRole('button', { name: 'Retry' });
    await retry.waitFor();
    await page.evaluate('Wicket.setContext({})');
    await ask(page, 'And on Sunday?');
    await retry.waitFor();
    await page.unroute(MESSAGES);
    await retry.click();
    await page
      .getByRole('log')
      .getByRole('link', { name: /handbook/ })
      .waitFor();
    await page.waitForFunction(
      () =>
        document.querySelector('wicket-chat')?.shadowRoot?.querySelectorAll('.bot:not([inert])').length === 4,
    );
    assert.equal(await panelOf(page).locator('.visitor').count(), 3);
    assert.equal(await panelOf(page).locator('.failed, .sending').count(), 0);
    await close();
  });

  it('a text that the server does not take keeps nothing back that is said after it', async () => {
    const { page, close } = await bench.open(await bench.createBot());
    await openChat(page);
    await page.evaluate(`Wicket.send('x'.repeat(5000))`);
    await panelOf(page).locator('.failed').waitFor();
    await panelOf(page).getByRole('alert').getByText(/./).waitFor();
    assert.equal(await page.getByRole('button', { name: 'Retry' }).count(), 0);
    await ask(page, 'When are you open?');
    await page.getByText('Tuesday to Friday').waitFor();
    await close();
  });

  it('a limit that was reached stays one', async () => {
    const bot = await bench.createBot({ ui: { maxMessages: { limit: 1, message: 'Please ring us.' } } });
    const { page, close } = await bench.open(bot);
    await openChat(page);
    await ask(page, 'When are you open?');
    await page.getByText('Tuesday to Friday').waitFor();
    await ask(page, 'And on Sunday?');
    await page.getByText('Please ring us.').waitFor();
    await page.context().setOffline(true);
    await page.waitForFunction('!navigator.onLine');
    await page.context().setOffline(false);
    await page.waitForFunction('navigator.onLine');
    assert.equal(await page.getByText('Please ring us.').isVisible(), true);
    assert.equal(await page.locator('wicket-chat textarea').isEditable(), false);
    await close();
  });

  /** A chat whose visitor has asked before, on a page that cannot load what was said. */
  async function openWithoutHistory() {
    const { page, close } = await bench.open(await bench.createBot());
    await openChat(page);
    await ask(page, 'When are you open?');
    await page.getByText('Tuesday to Friday').waitFor();
    await page.reload();
    await page.route(MESSAGES, (route) => route.abort());
    await openChat(page);
    await page.getByText('The earlier messages could not be loaded.').waitFor();
    return { page, close };
  }
});

async function openAgain(page: Page): Promise<void> {
  await page.locator('wicket-chat textarea').press('Escape');
  await openChat(page);
  await page.evaluate('Wicket.setContext({})');
}

/** The panel is there, and closed. */
async function prepared(page: Page): Promise<void> {
  await launcherOf(page).hover();
  await panelOf(page).waitFor({ state: 'attached' });
  await page.evaluate('Wicket.setContext({})');
}
