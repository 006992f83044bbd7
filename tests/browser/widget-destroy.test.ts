import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Page } from 'playwright-core';
import { holdRequests } from './support/hold-requests.ts';
import { ask, type Bot, launcherOf, openChat, WidgetBench } from './support/widget-bench.ts';

/** Whatever the page hears or sees of the widget after it took it away. */
const WATCH = `<script>
  window.seen = [];
  const names = ['ready','open','close','unread','conversation:start','conversation:end','message:sent','message:received','identity:verified','identity:failed','error'];
  for (const name of names) document.addEventListener('wicket:' + name, () => seen.push(name));
</script>`;

describe('destroy, whenever the page calls it', () => {
  let bench: WidgetBench;
  let bot: Bot;
  before(async () => {
    bench = await WidgetBench.start();
    bot = await bench.createBot();
  });
  after(() => bench?.stop());

  const hover = (page: Page) => launcherOf(page).dispatchEvent('pointerenter');
  const rows: [reason: string, held: string, begin: (page: Page) => Promise<unknown>][] = [
    ['the gate is asked', '**/widget/config*', async () => undefined],
    ['the panel is on its way', '**/wicket-*.js*', hover],
    ['the panel waits for its words', '**/en-*.js*', hover],
    ['the panel waits for its words, and commands for the panel', '**/en-*.js*', queueAll],
    ['another language is on its way', '**/de-*.js*', (page) => openAnd(page, "Wicket.setLocale('de')")],
    [
      'the first message is on its way',
      '**/widget/conversations*',
      (page) => openAnd(page, "Wicket.send('Hi')"),
    ],
    ['a reply is on its way', '**/messages', (page) => openAnd(page, "Wicket.send('Hi')")],
  ];
  for (const own of ['', '<wicket-chat></wicket-chat>'])
    for (const [reason, address, begin] of rows)
      it(`leaves no trace while ${reason}${own && ", in the page's own element"}`, async () => {
        const { page, faults, close } = await bench.open(bot, { script: null, body: own, head: WATCH });
        const lines = linesOf(page);
        const held = await holdRequests(page, address);
        const first = await include(page, bot);
        await begin(page);
        await held.sent;
        const gone = page.evaluate('Wicket.destroy()');
        const settled = page.waitForLoadState('networkidle');
        await page.evaluate('seen.length = 0');
        held.release();
        await gone;
        await settled;
        await pageIsQuiet(page);
        assert.deepEqual(await traceOf(page), own ? { nodes: 0, sheets: 0 } : null);
        assert.deepEqual(await page.evaluate('[typeof Wicket, seen]'), ['undefined', []]);
        await first.evaluate((script) => script.remove());
        await page.unroute(address);
        await include(page, bot);
        await openChat(page);
        await ask(page, 'When are you open?');
        await page.getByText('Tuesday to Friday').waitFor();
        assert.equal(await page.locator('wicket-chat [part=panel]').count(), 1);
        assert.deepEqual([faults, lines], [[], []]);
        await close();
      });

  const refusals: [reason: string, held: string, begin: (page: Page) => Promise<unknown>][] = [
    ['the gate', '**/widget/config*', async () => undefined],
    ['the panel', '**/wicket-*.js*', hover],
    ['its words', '**/en-*.js*', hover],
    ['another language', '**/de-*.js*', (page) => openAnd(page, "Wicket.setLocale('de')")],
  ];
  for (const [reason, address, begin] of refusals)
    it(`says nothing of what fails after it: ${reason}`, async () => {
      const { page, faults, close } = await bench.open(bot, { script: null, head: WATCH });
      const lines = linesOf(page);
      const sent = Promise.withResolvers<void>();
      const released = Promise.withResolvers<void>();
      await page.route(address, async (route) => {
        sent.resolve();
        await released.promise;
        await route.abort();
      });
      await include(page, bot);
      await begin(page);
      await sent.promise;
      await page.evaluate('seen.length = 0, void Wicket.destroy()');
      const failed = page.waitForEvent('requestfailed');
      released.resolve();
      await failed;
      await pageIsQuiet(page);
      const own = lines.filter((line) => !line.includes('Failed to load resource'));
      assert.deepEqual([await page.evaluate('seen'), own, faults], [[], [], []]);
      await close();
    });

  it("says nothing of what the page's own function fails at after it", async () => {
    const known = await bench.createBot({}, { identityMode: 'optional' });
    const { page, faults, close } = await bench.open(known, { head: WATCH });
    const lines = linesOf(page);
    await openChat(page);
    await ask(page, 'When are you open?');
    await page.getByText('Tuesday to Friday').waitFor();
    await page.evaluate(`(async () => {
      const asked = new Promise((ask) => {
        void Wicket.identify(() => (ask(), new Promise((_, no) => (window.fail = no))));
      });
      await asked;
      seen.length = 0;
      void Wicket.destroy();
      fail(new Error('signed out'));
    })()`);
    await pageIsQuiet(page);
    assert.deepEqual([await page.evaluate('seen'), lines, faults], [[], [], []]);
    await close();
  });

  it('breaks off a reply that is on its way', async () => {
    const { page, close } = await bench.open(bot);
    const held = await holdRequests(page, '**/messages');
    await openAnd(page, "Wicket.send('Hi')");
    await held.sent;
    const brokenOff = page.waitForEvent('requestfailed', (request) => request.url().endsWith('/messages'));
    await page.evaluate('void Wicket.destroy()');
    await brokenOff;
    held.release();
    await close();
  });

  it('needs nothing from the server: what was never opened is taken out of the page offline, too', async () => {
    const { page, faults, close } = await bench.open(bot);
    const lines = linesOf(page);
    await launcherOf(page).waitFor();
    await page.context().setOffline(true);
    await page.evaluate('void Wicket.destroy()');
    assert.deepEqual([await traceOf(page), await page.evaluate('typeof Wicket')], [null, 'undefined']);
    assert.deepEqual([faults, lines], [[], []]);
    await close();
  });

  it('a page that takes it away and includes it again at once, as a framework does on each route, has it', async () => {
    const { page, faults, close } = await bench.open(bot);
    await launcherOf(page).waitFor();
    await page.evaluate('void Wicket.destroy()');
    await include(page, bot);
    await openChat(page);
    await ask(page, 'When are you open?');
    await page.getByText('Tuesday to Friday').waitFor();
    assert.equal(await page.locator('wicket-chat').count(), 1);
    assert.deepEqual(faults, []);
    await close();
  });

  it('who kept the API moves nothing with it afterwards', async () => {
    const { page, faults, close } = await bench.open(bot, { body: '<wicket-chat></wicket-chat>' });
    const lines = linesOf(page);
    await openChat(page);
    await page.evaluate(`(async () => {
      const api = window.Wicket;
      await api.destroy();
      for (const name of ['open', 'show', 'toggle', 'identify', 'setLocale', 'logout', 'close', 'destroy']) await api[name]('de');
      api.isOpen();
    })()`);
    assert.deepEqual(await traceOf(page), { nodes: 0, sheets: 0 });
    assert.deepEqual([faults, lines], [[], []]);
    await close();
  });

  /** Resolves with the script element, once it has run. */
  async function include(page: Page, { key }: Bot) {
    return page.evaluateHandle(
      async ({ src, key }) => {
        const script = Object.assign(document.createElement('script'), { src });
        script.dataset['key'] = key;
        const ran = new Promise((done) => {
          script.onload = done;
        });
        document.body.append(script);
        await ran;
        return script;
      },
      { src: `${bench.server.url}/widget.js`, key },
    );
  }
});

function linesOf(page: Page): string[] {
  const lines: string[] = [];
  page.on('console', (message) => lines.push(`${message.type()} ${message.text()}`));
  return lines;
}

async function openAnd(page: Page, script: string): Promise<void> {
  await openChat(page);
  await page.evaluate(`void ${script}`);
}

async function queueAll(page: Page): Promise<void> {
  await launcherOf(page).waitFor();
  await page.evaluate(`
    for (const [name, argument] of [['open'], ['identify', 'token'], ['setLocale', 'de'], ['logout'], ['reset'], ['newConversation']])
      void Wicket[name](argument)`);
}

/** What was let go of is carried out by then: two frames, and what they began. */
async function pageIsQuiet(page: Page): Promise<void> {
  await page.evaluate(
    () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done)))),
  );
}

/** Null: there is no element of the widget. */
function traceOf(page: Page): Promise<{ nodes: number; sheets: number } | null> {
  return page.evaluate(() => {
    const host = document.querySelector('wicket-chat');
    if (!host) return null;
    const { childNodes = [], adoptedStyleSheets = [] } = host.shadowRoot ?? {};
    return { nodes: childNodes.length, sheets: adoptedStyleSheets.length };
  });
}
