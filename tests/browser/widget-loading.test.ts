import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Page } from 'playwright-core';
import type { Wicket as Api } from '../../packages/widget/wicket.d.ts';
import { becomes } from './support/becomes.ts';
import {
  ask,
  type Bot,
  composerOf,
  launcherOf,
  openChat,
  panelOf,
  WidgetBench,
} from './support/widget-bench.ts';

// Several at a time: many of them wait until the network has been silent for half a second.
describe('the widget comes, and goes', { concurrency: 3 }, () => {
  let bench: WidgetBench;
  before(async () => {
    bench = await WidgetBench.start();
  });
  after(() => bench?.stop());

  const signs: [reason: string, show: (page: Page) => Promise<void>][] = [
    ['the pointer over the launcher', (page) => launcherOf(page).hover()],
    ['the focus on the launcher', (page) => page.keyboard.press('Tab')],
    ['a touch', (page) => launcherOf(page).dispatchEvent('pointerenter', { pointerType: 'touch' })],
    ['a call of the page', (page) => page.evaluate('void Wicket.open()')],
  ];
  for (const [reason, show] of signs)
    it(`the panel is asked for at the first sign of interest: ${reason}`, async () => {
      const { page, requests, close } = await bench.open(await bench.createBot());
      await launcherOf(page).waitFor();
      await page.waitForLoadState('networkidle');
      const ofPanel = () => requests.filter((url) => /\/wicket-\w+\.js/.test(url)).length;
      assert.equal(ofPanel(), 0);
      const panel = page.waitForResponse((response) => /\/wicket-\w+\.js/.test(response.url()));
      await show(page);
      await panel;
      assert.equal(ofPanel(), 1);
      await close();
    });

  it('a chatbot ID alone brings the chat where the chatbot allows that, on its listed websites', async () => {
    const bot = await bench.createBot({}, { keylessEmbedding: true });
    const script = `<script async src="${bench.server.url}/widget.js" data-chatbot-id="${bot.chatbotId}"></script>`;
    const { page, requests, faults, close } = await bench.open(bot, { script: null, body: script });
    await openChat(page);
    await ask(page, 'When are you open?');
    await page.getByText('Tuesday to Friday').waitFor();
    assert.ok(!requests.some((url) => url.includes('cb_live_')));
    assert.deepEqual(faults, []);
    await close();
    await bench.server.api('PATCH', `/chatbots/${bot.chatbotId}`, { keylessEmbedding: false });
    const refused = await bench.open(bot, { script: null, body: script });
    const code = await refused.page.evaluate(() =>
      (window as never as { Wicket: Api }).Wicket.diagnose().then(({ gate }) => gate.code),
    );
    assert.equal(code, 'key_invalid');
    assert.equal(await refused.page.locator('wicket-chat').count(), 0);
    await refused.close();
  });

  for (const mode of ['inline', 'bubble'])
    it(`destroy leaves the page's own element as empty as it was, and the chat can come back to it: ${mode}`, async () => {
      const bot = await bench.createBot();
      const { page, faults, close } = await bench.open(bot, {
        body: `<div id="own" style="width:480px;height:560px"><wicket-chat mode="${mode}"></wicket-chat></div>`,
      });
      const open = async () => {
        if (mode === 'bubble') await launcherOf(page).click();
        await composerOf(page).waitFor();
        await ask(page, 'When are you open?');
        await page.getByText('Tuesday to Friday').last().waitFor();
        return Math.round((await panelOf(page).boundingBox())?.width ?? 0);
      };
      const width = mode === 'bubble' ? 384 : 480;
      assert.equal(await open(), width);
      assert.equal(await page.locator('#own > wicket-chat').count(), 1, 'no second element');
      const left = await page.evaluate(async () => {
        await (window as never as { Wicket: Api }).Wicket.destroy();
        const root = document.querySelector('wicket-chat')?.shadowRoot;
        return { nodes: root?.childNodes.length, sheets: root?.adoptedStyleSheets.length };
      });
      assert.deepEqual(left, { nodes: 0, sheets: 0 });
      await include(page, bot);
      assert.equal(await open(), width);
      await page.keyboard.press('Escape');
      assert.equal(await panelOf(page).isVisible(), mode === 'inline');
      assert.deepEqual(faults, []);
      await close();
    });

  it('an application that takes our element away has it back, conversation and all, when it includes us again', async () => {
    const bot = await bench.createBot();
    const { page, faults, close } = await bench.open(bot);
    await openChat(page);
    await ask(page, 'When are you open?');
    await page.getByText('Tuesday to Friday').waitFor();
    await page.locator('wicket-chat').evaluate((host) => host.remove());
    await include(page, bot);
    await page.getByText('Tuesday to Friday').waitFor();
    await ask(page, 'Where is the handbook?');
    await page.getByRole('link', { name: /handbook/ }).waitFor();
    assert.equal(await page.locator('wicket-chat').count(), 1);
    assert.equal(await panelOf(page).locator('.visitor').count(), 2);
    assert.deepEqual(faults, []);
    await close();
  });

  for (const command of ['open', 'toggle'])
    it(`an application that takes our element away has it back when it calls for it: ${command}`, async () => {
      const { page, faults, close } = await bench.open(await bench.createBot());
      await openChat(page);
      await ask(page, 'When are you open?');
      await page.getByText('Tuesday to Friday').waitFor();
      await page.locator('wicket-chat').evaluate((host) => host.remove());
      assert.equal(await page.evaluate('Wicket.isOpen()'), false, 'nobody sees it');
      await page.evaluate(`Wicket.${command}()`);
      assert.equal(await page.evaluate('Wicket.isOpen()'), true);
      await page.getByText('Tuesday to Friday').waitFor();
      assert.equal(await page.locator('wicket-chat').count(), 1);
      assert.deepEqual(faults, []);
      await close();
    });

  it('an element that was taken away stays away while nothing is to be shown', async () => {
    const { page, close } = await bench.open(await bench.createBot());
    await openChat(page);
    await page.locator('wicket-chat').evaluate((host) => host.remove());
    await page.evaluate("Wicket.setContext({ plan: 'free' }).then(() => Wicket.close())");
    assert.equal(await page.locator('wicket-chat').count(), 0);
    await close();
  });

  const answers: [reason: string, answer: string, line: RegExp][] = [
    ['a problem that is no problem of ours', '{"message":"Bad gateway"}', /\. 502 http_502: - \(-\)$/],
    ['a page', '<html>', /\. 502 http_502: SyntaxError: .+ \(-\)$/],
    ['nothing', 'null', /\. 502 http_502: - \(-\)$/],
    ['a text', '"Too many"', /\. 502 http_502: - \(-\)$/],
  ];
  for (const [reason, answer, line] of answers)
    it(`where something else answers in the place of the server, one line says so: ${reason}`, async () => {
      const { page, faults, warnings, close } = await bench.open(await bench.createBot(), {
        head: `<script>fetch = async () => new Response('${answer}', { status: 502 });
          addEventListener('wicket:error', ({ detail }) => { window.told = [detail.status, detail.code]; });</script>`,
      });
      await page.waitForLoadState('networkidle');
      await page.evaluate('Wicket.open()');
      await becomes(() => warnings.length, 1);
      assert.match(warnings[0] ?? '', line);
      assert.ok(warnings[0]?.includes(`no chat on ${new URL(page.url()).origin}.`));
      assert.deepEqual(await page.evaluate('told'), [502, 'http_502']);
      assert.deepEqual([warnings.length, faults, await page.locator('wicket-chat').count()], [1, [], 0]);
      await close();
    });

  const noAnswers: [reason: string, fetch: string, line: RegExp][] = [
    [
      'no server',
      'fetch = async () => { throw new TypeError("Failed to fetch") }',
      /0 unreachable: TypeError/,
    ],
    ['a config that holds none', 'fetch = async () => new Response("{}")', /200 http_200: - \(-\)$/],
    ['a config that is none', 'fetch = async () => new Response("null")', /200 http_200: - \(-\)$/],
  ];
  for (const [reason, head, line] of noAnswers)
    it(`there is one line, and no chat, for want of an answer: ${reason}`, async () => {
      const { page, faults, warnings, close } = await bench.open(await bench.createBot(), {
        head: `<script>${head}</script>`,
      });
      await page.waitForLoadState('networkidle');
      await becomes(() => warnings.length, 1);
      assert.match(warnings[0] ?? '', line);
      assert.ok(!warnings[0]?.includes('undefined'));
      assert.deepEqual([warnings.length, faults, await page.locator('wicket-chat').count()], [1, [], 0]);
      await close();
    });

  it('limits are no options of the page: what it says of them is nothing', async () => {
    const bot = await bench.createBot({ ui: { maxMessages: { limit: 1, message: 'Please ring us.' } } });
    const { page, close } = await bench.open(bot, {
      script: 'data-max-messages="99" data-origins="*"',
      head: `<script>window.WicketSettings = { maxMessages: null, ui: { maxMessages: null } };
        document.addEventListener('wicket:conversation:limit', ({ detail }) => { window.limit = detail.message; });</script>`,
    });
    await openChat(page);
    await ask(page, 'When are you open?');
    await page.getByText('Tuesday to Friday').waitFor();
    await ask(page, 'And on Sunday?');
    await page.getByText('Please ring us.').waitFor();
    assert.equal(await page.evaluate('limit'), 'Please ring us.');
    await close();
  });

  it('events bubble from the element, out of any shadow root that it stands in', async () => {
    const { page, close } = await bench.open(await bench.createBot(), {
      head: `<script>window.told = [];
        addEventListener('wicket:open', ({ bubbles, composed, target }) => told.push([bubbles, composed, target.localName]));</script>`,
    });
    await openChat(page);
    assert.deepEqual(await page.evaluate('told'), [[true, true, 'wicket-chat']]);
    await close();
  });

  function include(page: Page, bot: Bot): Promise<void> {
    return page.evaluate(
      ([src, key]) => {
        const script = document.createElement('script');
        Object.assign(script, { src });
        script.dataset['key'] = key;
        document.body.append(script);
      },
      [`${bench.server.url}/widget.js`, bot.key] as const,
    );
  }
});
