import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Page } from 'playwright-core';
import { becomes } from './support/becomes.ts';
import { holdRequests } from './support/hold-requests.ts';
import { ask, composerOf, launcherOf, openChat, panelOf, WidgetBench } from './support/widget-bench.ts';

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

  it('who signs out in one tab leaves no half-written question and no sign of an answer in the others', async () => {
    const { page, tab, close } = await twoTabs();
    await page.keyboard.press('Escape');
    await page.evaluate("Wicket.open({ message: 'half a quest' }), Wicket.close()");
    await page.evaluate("Wicket.send('Where is the handbook?')");
    assert.equal(await launcherOf(page).getAttribute('aria-label'), 'Chat with Ada, 1 unread');
    await tab.evaluate('Wicket.logout()');
    await becomes(() => launcherOf(page).getAttribute('aria-label'), 'Chat with Ada');
    await launcherOf(page).click();
    assert.deepEqual([await composerOf(page).inputValue(), await asked(page)], ['', []]);
    await close();
  });

  it('nor in the tab itself', async () => {
    const { page, close } = await twoTabs();
    await composerOf(page).fill('half a quest');
    await page.evaluate('Wicket.logout()');
    assert.equal(await composerOf(page).inputValue(), '');
    await close();
  });

  it('and is nobody in the others, even where nothing has been said yet', async () => {
    const { page, tab, close } = await twoTabs({ identityMode: 'required' }, 'Wicket.identify("token")');
    await composerOf(page).fill('half a quest');
    await tab.evaluate('Wicket.logout()');
    await page.getByText('Please sign in to chat.').waitFor();
    assert.equal(await composerOf(page).inputValue(), '');
    await close();
  });

  it('signed out while the browser kept a page, it is signed out when the visitor goes back to it', async () => {
    const { page, close } = await twoTabs();
    await composerOf(page).fill('half a quest');
    await page.evaluate(() => {
      // What another page stored, and a page that was kept has not heard of.
      const name = Object.keys(localStorage).find((key) => /:bot_\w+$/.test(key));
      localStorage.setItem(String(name), '{"signedOut":"1"}');
      dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }));
    });
    await becomes(() => asked(page), []);
    assert.equal(await composerOf(page).inputValue(), '');
    await close();
  });

  const stays: [reason: string, command: string][] = [
    ['another conversation', 'newConversation'],
    ['another visitor of the same person', 'reset'],
  ];
  for (const [reason, command] of stays)
    it(`what is being written stays in a tab where nobody has signed out: ${reason}`, async () => {
      const { page, tab, close } = await twoTabs();
      await composerOf(page).fill('half a quest');
      await tab.evaluate(`Wicket.${command}()`);
      await becomes(() => asked(page), []);
      assert.equal(await composerOf(page).inputValue(), 'half a quest');
      await close();
    });

  const unmarked: [reason: string, script: string][] = [
    ['the page empties the storage', 'localStorage.clear()'],
    [
      'a page from before an update stores its visitor',
      `for (const key in localStorage) if (/:bot_\\w+$/.test(key)) localStorage[key] = '{"visitorToken":null,"conversationId":null}'`,
    ],
  ];
  for (const [reason, script] of unmarked)
    it(`what is being written stays where somebody signed out once, but not now: ${reason}`, async () => {
      const { page, tab, close } = await twoTabs();
      await tab.evaluate('Wicket.logout()');
      await becomes(() => asked(page), []);
      await ask(page, 'When are you open?');
      await page.getByText('Tuesday to Friday').waitFor();
      await composerOf(page).fill('half a quest');
      await tab.evaluate(script);
      await becomes(() => asked(page), []);
      assert.equal(await composerOf(page).inputValue(), 'half a quest');
      await close();
    });

  it('who signs out in one tab takes what was said out of a closed chat at once, whatever that one waits for', async () => {
    const { page, tab, close } = await twoTabs();
    await page.keyboard.press('Escape');
    await tab.evaluate('Wicket.logout()');
    await becomes(() => asked(page), []);
    await close();
  });

  it('a page that signs out nobody, as some do at each load, takes nothing from the others', async () => {
    const { page, tab, close } = await twoTabs({}, '0');
    await composerOf(page).fill('half a quest');
    const stored = await listensToOtherTabs(page, 'cart');
    await tab.evaluate("Wicket.logout().then(() => localStorage.setItem('cart', '3'))");
    await stored();
    assert.equal(await composerOf(page).inputValue(), 'half a quest');
    await close();
  });

  it('what somebody was about to say is not said by whoever comes next', async () => {
    const { page, close } = await twoTabs();
    await page.reload();
    await launcherOf(page).waitFor();
    const held = await holdRequests(page, '**/messages?*');
    await page.evaluate("void Wicket.send('my secret')");
    await held.sent;
    await page.evaluate('Wicket.logout()');
    held.release();
    await openChat(page);
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

  /**
   * Two tabs with an open chat that show one conversation.
   *
   * @param script what both run instead of saying something
   */
  async function twoTabs(chatbot: object = {}, script?: string) {
    const { page, url, close } = await bench.open(await bench.createBot({}, chatbot));
    await openChat(page);
    if (script === undefined) await ask(page, 'When are you open?');
    const tab = await page.context().newPage();
    if (script === undefined) await page.getByText('Tuesday to Friday').waitFor();
    await tab.goto(url);
    await openChat(tab);
    for (const each of [page, tab])
      if (script === undefined) await each.getByText('Tuesday to Friday').waitFor();
      else await each.evaluate(script);
    return { page, tab, close };
  }
});

/**
 * Resolves once the page listens, with what waits until another tab has stored something since then.
 *
 * @param name what it stores; absent: anything
 */
async function listensToOtherTabs(page: Page, name?: string): Promise<() => Promise<void>> {
  const listening = await page.evaluateHandle(
    (name) => ({
      heard: new Promise<void>((done) =>
        addEventListener('storage', ({ key }) => {
          if (name === undefined || key === name) done();
        }),
      ),
    }),
    name,
  );
  return () => listening.evaluate(({ heard }) => heard);
}

/** What the visitor has asked, as the page shows it. */
function asked(page: Page): Promise<string[]> {
  return panelOf(page).locator('.visitor > [dir]').allTextContents();
}
