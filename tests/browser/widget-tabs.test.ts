import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Page } from 'playwright-core';
import { becomes } from './support/becomes.ts';
import { holdRequests } from './support/hold-requests.ts';
import { ask, openChat, panelOf, WidgetBench } from './support/widget-bench.ts';

describe('the widget on several pages of one browser at once', () => {
  let bench: WidgetBench;
  before(async () => {
    bench = await WidgetBench.start();
  });
  after(() => bench?.stop());

  const leavings: [command: string, reason: string][] = [
    ['logout', 'on a shared computer nobody else may read what was said'],
    ['reset', 'the visitor is forgotten'],
    ['newConversation', 'the next message would go where the page does not show it'],
  ];
  for (const [command, reason] of leavings)
    it(`a conversation that was left in one tab is left in the others: ${command}, since ${reason}`, async () => {
      const { page, tab, close } = await twoTabs();
      await tab.evaluate(`Wicket.${command}()`);
      await becomes(() => asked(page), []);
      await ask(page, 'Where is the handbook?');
      await page.getByRole('link', { name: /handbook/ }).waitFor();
      assert.deepEqual(await asked(page), ['Where is the handbook?']);
      await close();
    });

  it('a page that the browser kept, and that the visitor goes back to, shows what was said since', async () => {
    const { page, tab, close } = await twoTabs();
    await ask(tab, 'Where is the handbook?');
    await tab.getByRole('link', { name: /handbook/ }).waitFor();
    // A browser that is driven keeps no page: this is what one that does tells the page.
    await page.evaluate(() => dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true })));
    await becomes(() => asked(page), ['When are you open?', 'Where is the handbook?']);
    await close();
  });

  it('a first message that is under way is not given up because another tab opens the conversation', async () => {
    const { page, url, close } = await bench.open(await bench.createBot());
    await openChat(page);
    const held = await holdRequests(page, '**/widget/conversations*', 'POST');
    await ask(page, 'When are you open?');
    await held.sent;
    const stored = await listensToOtherTabs(page);
    const tab = await page.context().newPage();
    await tab.goto(url);
    await openChat(tab);
    await ask(tab, 'Where is the handbook?');
    await tab.getByRole('link', { name: /handbook/ }).waitFor();
    await stored();
    held.release();
    await page.getByText('Tuesday to Friday').waitFor();
    await tab.reload();
    await openChat(tab);
    await becomes(() => asked(tab), ['Where is the handbook?', 'When are you open?']);
    await close();
  });

  it('what else the page stores moves nothing', async () => {
    const { page, tab, close } = await twoTabs();
    await page.locator('wicket-chat textarea').fill('half a quest');
    const calls: string[] = [];
    page.on('request', (request) => calls.push(request.url()));
    const stored = await listensToOtherTabs(page);
    await tab.evaluate(() => localStorage.setItem('cart', '3'));
    await stored();
    assert.deepEqual(calls, []);
    assert.equal(await page.locator('wicket-chat textarea').inputValue(), 'half a quest');
    await close();
  });

  /** Two tabs that show one conversation. */
  async function twoTabs() {
    const { page, url, close } = await bench.open(await bench.createBot());
    await openChat(page);
    await ask(page, 'When are you open?');
    await page.getByText('Tuesday to Friday').waitFor();
    const tab = await page.context().newPage();
    await tab.goto(url);
    await openChat(tab);
    await tab.getByText('Tuesday to Friday').waitFor();
    return { page, tab, close };
  }
});

/** Resolves once the page listens, with what waits until another tab has stored something since then. */
async function listensToOtherTabs(page: Page): Promise<() => Promise<void>> {
  const listening = await page.evaluateHandle(() => ({
    heard: new Promise<void>((done) => addEventListener('storage', () => done(), { once: true })),
  }));
  return () => listening.evaluate(({ heard }) => heard);
}

/** What the visitor has asked, as the page shows it. */
function asked(page: Page): Promise<string[]> {
  return panelOf(page).locator('.visitor > [dir]').allTextContents();
}
