import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Page } from 'playwright-core';
import { LABELS } from '../../packages/server/src/widget/labels.ts';
import { loadStrings } from '../../packages/widget/src/catalogue.ts';
import { holdRequests } from './support/hold-requests.ts';
import { ask, composerOf, launcherOf, openChat, panelOf, WidgetBench } from './support/widget-bench.ts';

const folder = new URL('../../packages/widget/src/locales/', import.meta.url).href;

for (const [language, { launcher }] of Object.entries(LABELS)) {
  it(`the launcher keeps its name when the catalogue comes: ${language}`, async () => {
    assert.equal((await loadStrings(folder, language, {})).launcher, launcher);
  });
}

const CATALOGUE = /\/[a-z]{2}-\w+\.js/;

describe('the language of the widget', () => {
  let bench: WidgetBench;
  before(async () => {
    bench = await WidgetBench.start();
  });
  after(() => bench?.stop());

  const rows: [
    reason: string,
    html: string,
    script: string,
    browser: string,
    bot: string | null,
    name: string,
  ][] = [
    ['data-locale before all', 'lang="fr"', 'data-locale="de"', 'it-IT', 'es', 'Chat mit Ada'],
    ['then what the page is written in', 'lang="fr-CA"', '', 'it-IT', 'es', 'Discuter avec Ada'],
    ['then the browser', '', '', 'it-IT', 'es', 'Chatta con Ada'],
    ['then the deployment', '', '', 'is-IS', 'es', 'Chatear con Ada'],
    ['English where nothing fits', '', '', 'is-IS', null, 'Chat with Ada'],
  ];
  for (const [reason, htmlAttributes, script, locale, own, name] of rows) {
    it(`launcher and prompt are in it before anybody shows interest: ${reason}`, async () => {
      const prompts = { messages: ['Hi'], mode: 'rotate' };
      const bot = await bench.createBot({ launcher: { prompts }, locale: own });
      const { page, requests, close } = await bench.open(bot, {
        htmlAttributes,
        script,
        context: { locale },
      });
      await launcherOf(page).waitFor();
      assert.equal(await launcherOf(page).getAttribute('aria-label'), name);
      const dismiss = page.locator('wicket-chat [part=prompt] button').last();
      const language = Object.values(LABELS).find(
        ({ launcher }) => launcher.replace('{name}', 'Ada') === name,
      );
      assert.equal(await dismiss.getAttribute('aria-label'), language?.dismiss);
      assert.ok(!requests.some((url) => /\/(wicket|[a-z]{2})-\w+\.js/.test(url)), 'no catalogue was needed');
      await openChat(page);
      assert.equal(
        await launcherOf(page).getAttribute('aria-label'),
        name,
        'nor does the catalogue change it',
      );
      await close();
    });
  }

  const wishes: [reason: string, html: string, script: string, wish: string][] = [
    ['the page says nothing', '', '', 'en-GB'],
    ['the page says what it is written in', 'lang="fr-CA"', '', 'fr-CA en-GB'],
    ['the page asks for one', 'lang="fr"', 'data-locale="de"', 'de fr en-GB'],
  ];
  for (const [reason, htmlAttributes, script, wish] of wishes)
    it(`the server is asked for these languages and nothing else: ${reason}`, async () => {
      const { page, requests, close } = await bench.open(await bench.createBot(), { htmlAttributes, script });
      await launcherOf(page).waitFor();
      const config = requests.find((url) => url.includes('/widget/config')) ?? '';
      assert.equal(new URL(config).searchParams.get('locale')?.trim(), wish);
      await close();
    });

  it('a catalogue that did not come is asked for again, and one line says that it did not', async () => {
    const { page, faults, warnings, close } = await bench.open(await bench.createBot());
    await launcherOf(page).waitFor();
    await page.route(CATALOGUE, (route) => route.abort());
    const warned = page.waitForEvent('console', (message) => message.type() === 'warning');
    await launcherOf(page).dispatchEvent('pointerenter');
    await warned;
    assert.match(warnings[0] ?? '', /Wicketgate: TypeError: .*\/en-/);
    await page.unroute(CATALOGUE);
    await openChat(page);
    assert.deepEqual([warnings.length, faults], [1, []]);
    await close();
  });

  it('where the catalogue of another language does not come the chat goes on in its own', async () => {
    const { page, faults, warnings, close } = await bench.open(await bench.createBot());
    await openChat(page);
    await page.route(CATALOGUE, (route) => route.abort());
    await page.evaluate("Wicket.setLocale('de')");
    assert.match(warnings[0] ?? '', /\/de-/);
    await page.evaluate('Wicket.newConversation()');
    assert.equal(await panelOf(page).getAttribute('lang'), 'en');
    await page.unroute(CATALOGUE);
    await page.evaluate("Wicket.setLocale('de')");
    assert.equal(await panelOf(page).getAttribute('lang'), 'de');
    assert.deepEqual([warnings.length, faults], [1, []]);
    await close();
  });

  it('what failed outlives a change of language, is said in the new one, and can be tried again', async () => {
    const { page, faults, close } = await bench.open(await bench.createBot());
    await openChat(page);
    await page.route('**/widget/conversations', (route) => route.abort());
    await ask(page, 'When are you open?');
    await page.getByRole('button', { name: 'Retry' }).waitFor();
    await composerOf(page).fill('half a quest');
    await page.evaluate("Wicket.setLocale('de')");
    assert.deepEqual(await saidIn(page), ['Sie: When are you open?']);
    await page.unroute('**/widget/conversations');
    await page.getByRole('button', { name: 'Erneut versuchen' }).click();
    await page.getByText('Tuesday to Friday').waitFor();
    assert.equal(await composerOf(page).inputValue(), 'half a quest');
    assert.equal(await panelOf(page).locator('.visitor').count(), 1);
    assert.deepEqual(faults, []);
    await close();
  });

  it('words that take more room in another language do not cover the message that failed', async () => {
    const { page, close } = await bench.open(await bench.createBot(), {
      context: { viewport: { width: 360, height: 480 } },
    });
    await openChat(page);
    await ask(page, 'When are you open?');
    await page.getByText('Tuesday to Friday').waitFor();
    await page.route('**/messages', (route) => route.fulfill({ status: 500, body: '{}' }));
    await ask(page, 'Where is the handbook?');
    await page.getByRole('button', { name: 'Retry' }).waitFor();
    await page.evaluate("Wicket.setLocale('zh')");
    await page.evaluate("Wicket.setLocale('de')");
    const hiddenPx = await page
      .locator('wicket-chat .log')
      .evaluate((log) => log.scrollHeight - log.clientHeight - log.scrollTop);
    assert.ok(hiddenPx < 1, `${hiddenPx} px`);
    await close();
  });

  const acts: [reason: string, held: string, method: string][] = [
    ['the conversation is being opened', '**/widget/conversations', 'POST'],
    ['the message is on its way', '**/messages', 'POST'],
  ];
  for (const [reason, address, method] of acts)
    it(`what is under way outlives a change of language, and goes to the server once: ${reason}`, async () => {
      const { page, requests, faults, close } = await bench.open(await bench.createBot());
      await openChat(page);
      const held = await holdRequests(page, address, method);
      await ask(page, 'When are you open?');
      await held.sent;
      await page.evaluate("Wicket.send('Where is the handbook?'), Wicket.setLocale('de')");
      held.release();
      await page.getByRole('link', { name: /handbook/ }).waitFor();
      assert.deepEqual(await saidIn(page), ['Sie: When are you open?', 'Sie: Where is the handbook?']);
      assert.equal(requests.filter((url) => url.endsWith('/messages')).length, 2);
      assert.deepEqual(faults, []);
      await close();
    });

  it('offline the conversation stays where the language changes', async () => {
    const { page, close } = await bench.open(await bench.createBot());
    await openChat(page);
    await page.evaluate("Wicket.setLocale('de')");
    await page.evaluate("Wicket.setLocale('en')");
    await ask(page, 'When are you open?');
    await page.getByText('Tuesday to Friday').waitFor();
    await page.route('**/messages*', (route) => route.abort());
    await page.evaluate("Wicket.setLocale('de')");
    assert.deepEqual(await saidIn(page), ['Sie: When are you open?']);
    assert.equal(await page.getByText('Tuesday to Friday').count(), 1);
    await close();
  });

  it('of two languages the one that was asked for last stays, whichever comes last', async () => {
    const { page, close } = await bench.open(await bench.createBot());
    await openChat(page);
    const held = await holdRequests(page, '**/de-*.js*');
    const german = page.evaluate("Wicket.setLocale('de')");
    await held.sent;
    await page.evaluate("Wicket.setLocale('fr')");
    held.release();
    await german;
    assert.equal(await panelOf(page).getAttribute('lang'), 'fr');
    await page.getByRole('button', { name: 'Fermer la discussion' }).waitFor();
    await close();
  });

  it('from right to left: an empty field as well, and what is written in it has its own direction', async () => {
    const { page, close } = await bench.open(await bench.createBot(), {
      htmlAttributes: 'lang="ar" dir="rtl"',
    });
    await openChat(page);
    const direction = () => composerOf(page).evaluate((field) => getComputedStyle(field).direction);
    assert.equal(await direction(), 'rtl', 'the placeholder is on the right');
    await composerOf(page).fill('When are you open?');
    assert.equal(await direction(), 'ltr');
    await composerOf(page).fill('متى تفتحون؟');
    assert.equal(await direction(), 'rtl');
    await composerOf(page).press('Enter');
    assert.equal(await direction(), 'rtl', 'empty again');
    const sides = await page.locator('wicket-chat header').evaluate((header) => {
      const { paddingLeft, paddingRight } = getComputedStyle(header);
      return [paddingLeft, paddingRight];
    });
    assert.deepEqual(sides, ['8px', '16px'], 'the name has its room at the side where it begins');
    await close();
  });

  it("the deployment's own words are there from the start", async () => {
    const bot = await bench.createBot({
      launcher: { prompts: { messages: ['Hi'], mode: 'rotate' } },
      strings: { launcher: 'Ask {name} anything', dismiss: 'Not now' },
    });
    const { page, close } = await bench.open(bot, { htmlAttributes: 'lang="de"' });
    await page.getByRole('button', { name: 'Not now' }).waitFor();
    assert.equal(await launcherOf(page).getAttribute('aria-label'), 'Ask Ada anything');
    await close();
  });
});

/** What the visitor has said, as a screen reader reads it. */
function saidIn(page: Page): Promise<string[]> {
  return panelOf(page).locator('.visitor').allTextContents();
}
