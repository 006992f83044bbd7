import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Page } from 'playwright-core';
import type { Wicket as Api } from '../../packages/widget/wicket.d.ts';
import { ask, composerOf, launcherOf, panelOf, WidgetBench } from './support/widget-bench.ts';

const FIELD = '<label>Search <input id="field" autofocus></label>';
/** Stands below what the window shows: a focus in it would scroll the page. */
const below = (inside: string) =>
  `<div style="height:1500px"></div><div id="here" style="height:500px">${inside}</div>`;

describe('the focus when nobody asked for the chat', () => {
  let bench: WidgetBench;
  before(async () => {
    bench = await WidgetBench.start();
  });
  after(() => bench?.stop());

  const inline: [reason: string, ui: object, script: string | null, body: (script: string) => string][] = [
    ['an inline element', {}, '', () => below('<wicket-chat mode="inline"></wicket-chat>')],
    ['inline and open at load', {}, 'data-open', () => below('<wicket-chat mode="inline"></wicket-chat>')],
    ['expanded in its container', { expandInContainer: true }, null, (script) => below(script)],
  ];
  for (const [reason, ui, script, body] of inline)
    for (const field of [FIELD, ''])
      it(`stays where it is, and the page does not scroll: ${reason}, ${field ? 'somebody is typing' : 'nobody is anywhere'}`, async () => {
        const bot = await bench.createBot({ ui });
        const tag = `<script async src="${bench.server.url}/widget.js" data-key="${bot.key}"></script>`;
        const { page, faults, close } = await bench.open(bot, { script, body: field + body(tag) });
        const place = field ? 'field' : 'BODY';
        await composerOf(page).waitFor({ state: 'visible' });
        assert.deepEqual(await whereabouts(page), { place, scrolled: 0 });
        await page.evaluate(() => (window as never as { Wicket: Api }).Wicket.open({ message: 'Hi' }));
        assert.deepEqual((await whereabouts(page)).place, 'TEXTAREA', 'asked for, it takes the focus');
        assert.equal(await composerOf(page).inputValue(), 'Hi');
        await ask(page, 'When are you open?');
        await page.getByText('Tuesday to Friday').waitFor();
        await page.reload();
        await page.getByText('Tuesday to Friday').waitFor();
        assert.equal((await whereabouts(page)).place, place, 'nor does the history that comes back');
        assert.deepEqual(faults, []);
        await close();
      });

  const opening: [reason: string, body: string, width: number, isOpen: boolean, place: string][] = [
    ['nobody is anywhere: to the composer', '', 1280, true, 'TEXTAREA'],
    ['somebody is typing', FIELD, 1280, true, 'field'],
    ['somebody is in the text itself', '<p id="field" contenteditable autofocus>x</p>', 1280, true, 'field'],
    ['somebody is on a button', '<button id="field" autofocus>Buy</button>', 1280, true, 'field'],
    ['small screen, nobody is anywhere: a modal dialog', '', 360, true, 'TEXTAREA'],
    ['small screen, somebody is typing: it covers no field', FIELD, 360, false, 'field'],
  ];
  for (const [reason, body, width, isOpen, place] of opening)
    it(`a chat that opens at load takes nobody away: ${reason}`, async () => {
      const bot = await bench.createBot();
      const { page, close } = await bench.open(bot, {
        script: 'data-open',
        body,
        context: { viewport: { width, height: 640 } },
      });
      await panelOf(page).waitFor({ state: isOpen ? 'visible' : 'hidden' });
      // Whatever the panel does when it comes, it has done before its first command is over.
      await page.evaluate(() => (window as never as { Wicket: Api }).Wicket.setContext({}));
      assert.deepEqual(await whereabouts(page), { place, scrolled: 0 });
      assert.equal(await launcherOf(page).getAttribute('aria-expanded'), `${isOpen}`);
      if (isOpen && width === 360) assert.equal(await panelOf(page).getAttribute('aria-modal'), 'true');
      await close();
    });

  for (const command of ['newConversation()', "setLocale('fr')"])
    it(`who is in the chat stays in it, and who is not is not drawn into it: ${command}`, async () => {
      const { page, close } = await bench.open(await bench.createBot(), {
        body: FIELD + below('<wicket-chat mode="inline"></wicket-chat>'),
      });
      await composerOf(page).waitFor();
      await page.evaluate(`Wicket.${command}`);
      assert.deepEqual(await whereabouts(page), { place: 'field', scrolled: 0 });
      await composerOf(page).focus();
      await page.evaluate(`Wicket.${command}`);
      assert.equal((await whereabouts(page)).place, 'TEXTAREA');
      await close();
    });

  it('who reaches the limit stays in the chat, and Escape closes it', async () => {
    const bot = await bench.createBot({ ui: { maxMessages: { limit: 1, message: 'Please ring us.' } } });
    const { page, close } = await bench.open(bot);
    await launcherOf(page).press('Enter');
    await ask(page, 'When are you open?');
    await page.getByText('Tuesday to Friday').waitFor();
    await ask(page, 'And on Sunday?');
    await page.getByText('Please ring us.').waitFor();
    assert.equal((await whereabouts(page)).place, 'TEXTAREA');
    await page.keyboard.press('Enter');
    assert.equal(await panelOf(page).locator('.visitor').count(), 2, 'nothing can be sent');
    await page.keyboard.press('Escape');
    assert.equal((await whereabouts(page)).place, 'launcher');
    await close();
  });

  it('who has to sign in first is in the chat as well, on a small screen too', async () => {
    const bot = await bench.createBot({}, { identityMode: 'required' });
    const { page, close } = await bench.open(bot, { context: { viewport: { width: 360, height: 640 } } });
    await launcherOf(page).press('Enter');
    await page.getByText('Please sign in to chat.').waitFor();
    assert.equal((await whereabouts(page)).place, 'TEXTAREA');
    await page.keyboard.press('Escape');
    assert.equal((await whereabouts(page)).place, 'launcher');
    await close();
  });

  it('closed again, a chat that opened at load gives the focus to its launcher, and none it never had', async () => {
    const bot = await bench.createBot();
    const { page, close } = await bench.open(bot, { script: 'data-open', body: FIELD });
    await composerOf(page).click();
    await page.keyboard.press('Escape');
    assert.equal((await whereabouts(page)).place, 'launcher');
    await launcherOf(page).click();
    await page.locator('#field').focus();
    await page.evaluate(() => (window as never as { Wicket: Api }).Wicket.close());
    assert.equal((await whereabouts(page)).place, 'field', 'who has gone on to the page stays there');
    await close();
  });
});

/** What has the focus (inside the widget its part, else its tag), and how far the page has scrolled. */
function whereabouts(page: Page): Promise<{ place: string; scrolled: number }> {
  return page.evaluate(() => {
    const outer = document.activeElement;
    const element = outer?.shadowRoot?.activeElement ?? outer;
    const place = element?.getAttribute('part') || element?.id || element?.tagName || '';
    return { place, scrolled: scrollY };
  });
}
