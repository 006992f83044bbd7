import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Wicket as Api } from '../../packages/widget/wicket.d.ts';
import { type CuttingProxy, startCuttingProxy } from './support/cutting-proxy.ts';
import { ask, type Bot, launcherOf, openChat, panelOf, WidgetBench } from './support/widget-bench.ts';

describe('conversations in the widget', () => {
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
  const startProxy = async (cutStreams: number): Promise<CuttingProxy> => {
    const proxy = await startCuttingProxy(bench.server.url, cutStreams);
    proxies.push(proxy);
    return proxy;
  };

  it('a stream that is cut in the middle of a word resumes by itself, and nothing shows twice', async () => {
    const bot = await bench.createBot();
    const proxy = await startProxy(2);
    const { page, faults, close } = await bench.open(bot, {
      script: null,
      head: `<script>window.seen = [];
        for (const name of ['message:sent', 'message:received', 'error'])
          document.addEventListener('wicket:' + name, () => seen.push(name));</script>`,
      body: `<script async src="${proxy.url}/widget.js" data-key="${bot.key}"></script>`,
    });
    await openChat(page);
    await ask(page, 'When are you open?');
    await page.locator('wicket-chat [role=log]').getByText('13 to 18').waitFor();
    assert.equal(proxy.cuts(), 2);
    assert.equal(await panelOf(page).locator('[role=log] > .visitor').count(), 1);
    assert.equal(await panelOf(page).locator('[role=log] > .bot').count(), 2, 'the welcome and one answer');
    assert.deepEqual(await page.evaluate('seen'), ['message:sent', 'message:received']);
    assert.deepEqual(faults, []);
    await page.reload();
    await openChat(page);
    await page.getByText('13 to 18').waitFor();
    assert.equal(await panelOf(page).locator('[role=log] > *').count(), 3, 'nor with the server');
    await close();
  });

  it('a reply that the last page did not live to see arrives on the next one', async () => {
    const bot = await bench.createBot();
    const proxy = await startProxy(1);
    const { page, close } = await bench.open(bot, {
      script: null,
      body: `<script async src="${proxy.url}/widget.js" data-key="${bot.key}"></script>`,
    });
    await openChat(page);
    await ask(page, 'When are you open?');
    // The server has it: what is still on its way to it when the page goes is lost.
    await page.locator('wicket-chat .message.visitor:not(.sending)').waitFor();
    await page.reload();
    await openChat(page);
    await page.locator('wicket-chat [role=log]').getByText('13 to 18').waitFor();
    assert.equal(await panelOf(page).locator('[role=log] > .visitor').count(), 1);
    await close();
  });

  it('the conversation goes along to the next page of the site, and to another tab', async () => {
    const { page, url, faults, close } = await bench.open(await bench.createBot());
    await openChat(page);
    await ask(page, 'When are you open?');
    await page.getByText('Tuesday to Friday').waitFor();
    await page.goto(`${url}prices?from=chat#top`);
    await openChat(page);
    await page.getByText('Tuesday to Friday').waitFor();
    const tab = await page.context().newPage();
    await tab.goto(`${url}contact`);
    await openChat(tab);
    await tab.getByText('Tuesday to Friday').waitFor();
    await ask(tab, 'Where is the handbook?');
    await tab.getByRole('link', { name: /handbook/ }).waitFor();
    await page.reload();
    await openChat(page);
    await page.getByRole('link', { name: /handbook/ }).waitFor();
    assert.equal(await panelOf(page).locator('[role=log] > *').count(), 5);
    assert.deepEqual(faults, []);
    await close();
  });

  it('a history of more than 200 messages comes back whole, in order', async () => {
    const bot = await bench.createBot({}, {}, [{ question: 'Number?', answer: 'A number it is.' }]);
    const { page, url, close } = await bench.open(bot);
    const visitor = await converse(bot, url, 105);
    await page.evaluate(
      ([name, value]) => localStorage.setItem(name as string, value as string),
      [`wicketgate:${bot.chatbotId}`, JSON.stringify(visitor)],
    );
    await page.reload();
    await openChat(page);
    await page.waitForFunction(() => {
      const root = document.querySelector('wicket-chat')?.shadowRoot;
      return root?.querySelectorAll('[role=log] > *').length === 211;
    });
    const asked = await panelOf(page).locator('[role=log] > .visitor > [dir]').allTextContents();
    assert.deepEqual(
      asked,
      Array.from({ length: 105 }, (_, i) => `Number ${i}?`),
    );
    await ask(page, 'Number 105?');
    await page.waitForFunction(() => {
      const root = document.querySelector('wicket-chat')?.shadowRoot;
      return root?.querySelectorAll('[role=log] > *').length === 213;
    });
    await close();
  });

  it('a bot that is paused at load shows no bubble and one line; one that is paused later says so in the chat', async () => {
    const bot = await bench.createBot();
    const pause = (enabled: boolean) =>
      bench.server.api('PATCH', `/chatbots/${bot.chatbotId}`, {
        paused: { enabled, message: 'Back on Monday.' },
      });
    const { page, warnings, faults, close } = await bench.open(bot);
    await openChat(page);
    await pause(true);
    await ask(page, 'When are you open?');
    await page.locator('wicket-chat [role=alert]').getByText('Back on Monday.').waitFor();
    await pause(false);
    await page.getByRole('button', { name: 'Retry' }).click();
    await page.getByText('Tuesday to Friday').waitFor();
    assert.equal(await panelOf(page).locator('.visitor').count(), 1);
    await pause(true);
    const said = warnings.length;
    const warned = page.waitForEvent('console', (message) => message.type() === 'warning');
    await page.reload();
    assert.match((await warned).text(), /403 chatbot_paused: Back on Monday\. \(req_/);
    assert.equal(warnings.length, said + 1);
    assert.equal(await page.locator('wicket-chat').count(), 0);
    assert.deepEqual(faults, []);
    await close();
  });

  it('context goes along with every event; off stops a handler; reset makes somebody new', async () => {
    const { page, faults, close } = await bench.open(await bench.createBot());
    await launcherOf(page).waitFor();
    const contexts = await page.evaluate(async () => {
      const { Wicket } = window as never as { Wicket: Api };
      const seen: unknown[] = [];
      const handler = (detail: object) => seen.push((detail as { context: object }).context);
      Wicket.setContext({ plan: 'free' });
      Wicket.on('open', handler);
      await Wicket.open();
      await Wicket.close();
      await Wicket.setContext({ cart: 3 });
      await Wicket.open();
      Wicket.off('open', handler);
      await Wicket.close();
      await Wicket.open();
      return seen;
    });
    assert.deepEqual(contexts, [{ plan: 'free' }, { plan: 'free', cart: 3 }]);
    await ask(page, 'When are you open?');
    await page.getByText('Tuesday to Friday').waitFor();
    const visitor = () =>
      page.evaluate(() => {
        const name = Object.keys(localStorage).find((found) => found.startsWith('wicketgate:bot_'));
        return JSON.parse(localStorage.getItem(String(name)) ?? 'null');
      });
    const before = await visitor();
    await page.evaluate(() => (window as never as { Wicket: Api }).Wicket.reset());
    assert.deepEqual(await visitor(), { visitorToken: null, conversationId: null, signedOut: null });
    assert.equal(await page.getByText('Tuesday to Friday').count(), 0);
    await ask(page, 'Where is the handbook?');
    await page.getByRole('link', { name: /handbook/ }).waitFor();
    const next = await visitor();
    assert.notEqual(next.visitorToken, before.visitorToken);
    assert.notEqual(next.conversationId, before.conversationId);
    assert.deepEqual(faults, []);
    await close();
  });

  /** Posts messages as one visitor would, one after the other. */
  async function converse(bot: Bot, pageUrl: string, count: number) {
    const call = async (path: string, body: object, more: Record<string, string> = {}) => {
      const response = await fetch(`${bench.server.url}/widget/conversations${path}`, {
        method: 'POST',
        headers: {
          authorization: `Bearer ${bot.key}`,
          origin: new URL(pageUrl).origin,
          'content-type': 'application/json',
          accept: 'application/json',
          ...more,
        },
        body: JSON.stringify(body),
      });
      assert.equal(response.status, 201);
      return (await response.json()) as { conversation: { id: string }; visitorToken: string };
    };
    const { conversation, visitorToken } = await call('', {});
    for (let i = 0; i < count; i++)
      await call(
        `/${conversation.id}/messages`,
        { text: `Number ${i}?`, clientMessageId: `c${i}` },
        { 'x-visitor-token': visitorToken },
      );
    return { visitorToken, conversationId: conversation.id };
  }
});
