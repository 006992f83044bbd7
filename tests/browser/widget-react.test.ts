import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import { build } from 'esbuild';
import type { Page } from 'playwright-core';
import type { WicketChatProps } from '../../packages/widget/react.tsx';
import {
  ask,
  type Bot,
  composerOf,
  launcherOf,
  openChat,
  panelOf,
  WidgetBench,
} from './support/widget-bench.ts';

describe('the React component on a real page', () => {
  let bench: WidgetBench;
  let application: string;
  before(async () => {
    const bundle = await build({
      entryPoints: ['tests/browser/support/react-page.tsx'],
      bundle: true,
      write: false,
      format: 'iife',
      jsx: 'automatic',
      define: { 'process.env.NODE_ENV': '"development"' },
    });
    application = bundle.outputFiles[0]?.text ?? '';
    bench = await WidgetBench.start();
  });
  after(() => bench?.stop());

  const openApplication = async (bot: Bot) => {
    const opened = await bench.open(bot, {
      script: null,
      body: '<div id="app" style="width:480px;height:560px"></div>',
    });
    await opened.page.addScriptTag({ content: application });
    return opened;
  };
  const propsOf = (bot: Bot, more: Partial<WicketChatProps> = {}): WicketChatProps => ({
    src: `${bench.server.url}/widget.js`,
    deploymentKey: bot.key,
    ...more,
  });

  it('brings the chat, tells its events, and takes it away without a trace', async () => {
    const bot = await bench.createBot();
    const { page, faults, close } = await openApplication(bot);
    const before = await page.evaluate(() => Object.keys(window).length);
    await show(page, propsOf(bot, { position: 'left' }));
    await openChat(page);
    assert.equal((await launcherOf(page).boundingBox())?.x, 16);
    await ask(page, 'When are you open?');
    // Only what has come in whole stands in the log, and is told.
    await page.locator('wicket-chat [role=log]').getByText('13 to 18').waitFor();
    const seen = await page.evaluate<string[]>('seen');
    for (const name of ['ready', 'open', 'message:sent', 'message:received']) {
      assert.equal(seen.filter((found) => found === name).length, 1, `${name} once, in strict mode too`);
    }
    await show(page, null);
    await page.waitForFunction('typeof Wicket === "undefined"');
    assert.equal(await page.locator('wicket-chat').count(), 0);
    assert.equal(await page.locator('script[src*="/widget.js"]').count(), 0);
    assert.equal(await page.evaluate(() => Object.keys(window).length), before);
    assert.deepEqual(faults, []);
    await close();
  });

  it('inline it fills its element; it comes back after it was taken away', async () => {
    const bot = await bench.createBot();
    const { page, faults, close } = await openApplication(bot);
    await show(page, propsOf(bot, { mode: 'inline' }));
    await composerOf(page).waitFor();
    const box = await panelOf(page).boundingBox();
    assert.deepEqual([box?.width, Math.round(box?.height ?? 0)], [480, 560]);
    await show(page, null);
    await page.waitForFunction('typeof Wicket === "undefined"');
    await show(page, propsOf(bot, { mode: 'inline' }));
    await ask(page, 'When are you open?');
    await page.getByText('Tuesday to Friday').waitFor();
    assert.deepEqual(faults, []);
    await close();
  });

  it('the managed address needs no key; what is gone before the script came leaves no chat', async () => {
    const bot = await bench.createBot({}, {}, undefined, { revealable: true });
    const { page, faults, close } = await openApplication(bot);
    const src = `${bench.server.url}/widget/${bot.deploymentId}.js`;
    const loaded = page.waitForResponse((response) => response.url() === src);
    await page.evaluate(
      (props) => {
        const { show } = window as never as { show(props: object | null): void };
        show(props);
      },
      { src },
    );
    await page.locator('wicket-chat').waitFor({ state: 'attached' });
    await show(page, null);
    await loaded;
    await page.waitForFunction('typeof Wicket === "undefined" || Array.isArray(Wicket)');
    assert.equal(await page.locator('wicket-chat').count(), 0);
    await show(page, { src });
    await openChat(page);
    assert.deepEqual(faults, []);
    await close();
  });

  it('an identity that comes signs the visitor in, one that goes signs the visitor out', async () => {
    const bot = await bench.createBot({}, { identityMode: 'required' });
    const { signingSecret } = await bench.server.api<{ signingSecret: { secret: string } }>(
      'POST',
      `/chatbots/${bot.chatbotId}/signing-secrets`,
    );
    const userHash = createHmac('sha256', signingSecret.secret).update('u1').digest('hex');
    const { page, faults, close } = await openApplication(bot);
    await show(page, propsOf(bot));
    await openChat(page);
    await page.getByText('Please sign in to chat.').waitFor();
    await show(page, propsOf(bot, { identity: { userId: 'u1', userHash } }));
    await ask(page, 'When are you open?');
    await page.getByText('Tuesday to Friday').waitFor();
    await show(page, propsOf(bot, { identity: null }));
    await page.getByText('Please sign in to chat.').waitFor();
    assert.equal(await page.getByText('Tuesday to Friday').count(), 0);
    assert.deepEqual(faults, []);
    await close();
  });
});

/** Renders the component with these props and a listener, or takes it away. */
function show(page: Page, props: WicketChatProps | null): Promise<void> {
  return page.evaluate((given) => {
    const { show: render, seen } = window as never as {
      show(props: object | null): void;
      seen: string[];
    };
    render(given && { ...given, onEvent: (name: string) => seen.push(name) });
  }, props);
}
