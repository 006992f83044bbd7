import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Page } from 'playwright-core';
import { becomes } from './support/becomes.ts';
import { ask, type Bot, composerOf, launcherOf, openChat, WidgetBench } from './support/widget-bench.ts';

/** Resolves nowhere (RFC 2606): whoever asks it for something shows up among the page's requests. */
const STRANGER = 'http://stranger.invalid';

// Several at a time: most of them wait until the network has been silent for half a second.
describe('the widget on pages that are written against it', { concurrency: 4 }, () => {
  let bench: WidgetBench;
  let bot: Bot;
  before(async () => {
    bench = await WidgetBench.start();
    bot = await bench.createBot({ launcher: { prompts: { messages: ['Hi', 'Ho'], mode: 'rotate' } } });
  });
  after(() => bench?.stop());

  const script = (how: string) =>
    `<script ${how} src="${bench.server.url}/widget.js" data-key="${bot.key}"></script>`;

  const decoys: [reason: string, body: () => string][] = [
    [
      'an image that is called currentScript',
      () => `<img name="currentScript" src="${STRANGER}/widget.js" data-key="k" data-open>${script('async')}`,
    ],
    [
      'two of them',
      () => `<img name="currentScript" src="${STRANGER}/widget.js" data-key="k">`.repeat(2) + script('async'),
    ],
    [
      'a form that is called currentScript',
      () => `<form name="currentScript"><input name="src" value="x"></form>${script('async')}`,
    ],
    [
      "an image with the loader's address, where there is no currentScript",
      () => `<img src="${STRANGER}/widget.js" data-key="k" data-open>${script('type="module"')}`,
    ],
    [
      "an image with a managed loader's address",
      () => `<img src="${STRANGER}/widget/dep_1.js" data-open>${script('type="module"')}`,
    ],
    [
      "a script that has the loader's address in its query",
      () =>
        `<script type="text/plain" src="${STRANGER}/x.js?next=/widget.js" data-key="k"></script>${script('type="module"')}`,
    ],
    [
      'links that are called Wicket and connect',
      () => `<a id="Wicket"></a><a id="Wicket" name="connect"></a>${script('async')}`,
    ],
  ];
  for (const [reason, body] of decoys)
    it(`takes its code from nobody but its own server: ${reason}`, async () => {
      const { page, requests, faults, close } = await bench.open(bot, { script: null, body: body() });
      await openChat(page);
      const asked = requests.filter((url) => url.startsWith(STRANGER));
      const byPage = /\/(widget|widget\/dep_1)\.js$/;
      assert.deepEqual(
        asked.filter((url) => !byPage.test(url)),
        [],
      );
      assert.deepEqual(faults, []);
      await close();
    });

  /** What the page does to its visitors' browsers, and the line that says why there is no chat; null: there is one. */
  const pages: [reason: string, head: string, line: RegExp | null][] = [
    ['no custom elements', override('customElements', 'undefined'), null],
    ['none to be defined', 'customElements.define = () => { throw new Error("no") }', null],
    ['none to be looked up', 'customElements.get = () => { throw new Error("no") }', null],
    ['rubbish in the queue', 'Wicket = [null, 5, undefined, ["nope"], ["on", "ready"]]', null],
    ['no shadow roots', 'delete Element.prototype.attachShadow', /attachShadow/],
    ['a shadow root that throws', 'Element.prototype.attachShadow = () => { throw new Error("no") }', /no$/],
    ['no style sheets of its own', override('CSSStyleSheet', 'undefined'), /CSSStyleSheet/],
    ['no media queries', override('matchMedia', 'undefined'), /matchMedia/],
    ['no URL', override('URL', 'undefined'), /URL/],
    ['a URL that throws', 'URL = class { constructor() { throw new Error("no") } }', /no$/],
    ['nothing to be aborted', override('AbortController', 'undefined'), /AbortController/],
    ['a descriptor on every object', 'Object.prototype.get = () => 1', /descriptor/],
    ['settings that throw', 'WicketSettings = { get key() { throw new Error("no") } }', /no$/],
    ['settings that are no text', 'WicketSettings = { locale: Symbol("no") }', /Symbol/],
    [
      "the page's own element, closed",
      `customElements.define('wicket-chat', class extends HTMLElement {
        constructor() { super(); this.attachShadow({ mode: 'closed' }); } });
        document.documentElement.append(document.createElement('wicket-chat'))`,
      /attachShadow/,
    ],
  ];
  for (const [reason, head, line] of pages)
    it(`throws nothing into the page, and tells the console where there is no chat: ${reason}`, async () => {
      const { page, faults, warnings, close } = await bench.open(bot, {
        head: `<script>${head}</script>`,
        body: '<button id="help" data-wicket-open>Help</button>',
      });
      if (line) await showInterest(page);
      else await openChat(page);
      assert.deepEqual(faults, []);
      if (line) {
        await becomes(() => warnings.length > 0, true);
        assert.match(warnings[0] ?? '', line);
      }
      await close();
    });

  const bodies: [reason: string, body: () => string][] = [
    ['the loader within the page itself', () => '<script>LOADER</script>'],
    ['a script of SVG', () => `<svg><script href="${bench.server.url}/widget.js"></script></svg>`],
    [
      'an image that is called createElement',
      () => `<img name="createElement" src="data:,">${script('async')}`,
    ],
  ];
  for (const [reason, body] of bodies)
    it(`throws nothing into the page, and tells the console that there is no chat: ${reason}`, async () => {
      const loader = await (await fetch(`${bench.server.url}/widget.js`)).text();
      const { page, faults, warnings, close } = await bench.open(bot, {
        script: null,
        body: body().replace('LOADER', () => loader),
      });
      await showInterest(page);
      assert.equal(await launcherOf(page).count(), 0);
      await becomes(() => new Set(warnings).size, 1);
      assert.deepEqual(faults, []);
      await close();
    });

  for (const broken of ['console.warn = () => { throw new Error("no") }', override('console', 'undefined')])
    it(`throws nothing where nobody would hear it: ${broken}`, async () => {
      const { page, faults, close } = await bench.open(bot, {
        head: `<script>${broken}</script>`,
        script: null,
        body: `<script src="${bench.server.url}/widget.js" data-key="none"></script>`,
      });
      await showInterest(page);
      assert.deepEqual(faults, []);
      await close();
    });

  for (const layout of ['display: grid', 'display: flex; gap: 20px'])
    it(`takes no room, however the page lays out its root element: ${layout}`, async () => {
      const { page, close } = await bench.open(bot, {
        script: 'data-auto="false"',
        head: `<style>html { height: 100%; ${layout} } body { margin: 0; flex: 1 }</style>`,
      });
      const measure = () =>
        page.evaluate(() => {
          const { width, height } = document.body.getBoundingClientRect();
          return [width, height, document.documentElement.scrollWidth, document.documentElement.scrollHeight];
        });
      const before = await measure();
      await page.evaluate('Wicket.open()');
      await composerOf(page).waitFor();
      assert.deepEqual(await measure(), before);
      await close();
    });

  for (const policy of ["script-src 'nonce-n1'", "script-src 'nonce-n1' 'strict-dynamic'"])
    it(`a nonce on its script is enough: ${policy}`, async () => {
      const { page, faults, close } = await bench.open(bot, {
        script: 'nonce="n1" data-sound',
        headers: {
          'content-security-policy': `default-src 'none'; ${policy}; connect-src ${bench.server.url}`,
        },
      });
      await openChat(page);
      await ask(page, 'Where is the handbook?');
      await page.getByRole('link', { name: /handbook/ }).waitFor();
      assert.deepEqual(faults, []);
      await close();
    });

  it('is not printed with the page, neither before nor after somebody showed interest', async () => {
    const { page, close } = await bench.open(bot);
    await launcherOf(page).waitFor();
    await page.emulateMedia({ media: 'print' });
    assert.equal(await page.locator('wicket-chat [part]:visible').count(), 0);
    await page.emulateMedia({ media: 'screen' });
    await openChat(page);
    await page.emulateMedia({ media: 'print' });
    assert.equal(await page.locator('wicket-chat [part]:visible').count(), 0);
    await close();
  });

  it('stands the oldest browsers that it is built for, which have no URL.canParse', async () => {
    const linked = await bench.createBot({ ui: { privacyPolicyUrl: 'https://example.com/privacy' } });
    const { page, warnings, close } = await bench.open(linked, {
      head: '<script>delete URL.canParse</script>',
    });
    await openChat(page);
    await ask(page, 'Where is the handbook?');
    await page.getByRole('link', { name: /handbook/ }).waitFor();
    assert.deepEqual(warnings, []);
    await close();
  });

  it('stands a page that breaks off what it has begun: the sound without audio', async () => {
    const { page, faults, close } = await bench.open(bot, {
      script: 'data-sound',
      head: `<script>${override('AudioContext', 'undefined')}</script>`,
    });
    const chunk = page.waitForResponse((response) => /\/sound-\w+\.js/.test(response.url()));
    await openChat(page);
    await chunk;
    await composerOf(page).press('a');
    await page.mouse.click(5, 5);
    assert.deepEqual(faults, []);
    await close();
  });
});

/** Everything that a visitor, or the page, may do for a chat, and what comes of it. */
async function showInterest(page: Page): Promise<void> {
  await page.waitForLoadState('networkidle');
  if ((await launcherOf(page).count()) > 0) await launcherOf(page).click();
  const opener = page.locator('#help');
  if ((await opener.count()) > 0) await opener.click();
  await page.evaluate('Promise.resolve(globalThis.Wicket?.open?.()).then(() => undefined)');
}

/** The text of a script that puts a value in the place of a global one. */
function override(name: string, value: string): string {
  return `Object.defineProperty(window, '${name}', { value: ${value} })`;
}
