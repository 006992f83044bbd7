import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Wicket as Api } from '../../packages/widget/wicket.d.ts';
import { ask, composerOf, launcherOf, openChat, panelOf, WidgetBench } from './support/widget-bench.ts';

/** Collects every event of the widget by name, before the loader is there. */
const COLLECT = `<script>
  window.seen = [];
  window.Wicket = [];
  for (const name of ['ready','open','close','unread','conversation:start','conversation:end','conversation:limit','message:sent','message:received','identity:verified','identity:failed','identity:expiring','error'])
    document.addEventListener('wicket:' + name, (event) => seen.push(name + (event.detail && event.detail.code ? ' ' + event.detail.code : '')));
</script>`;

describe('window.Wicket on real pages', () => {
  let bench: WidgetBench;
  before(async () => {
    bench = await WidgetBench.start();
  });
  after(() => bench?.stop());

  it('runs what was pushed before the loader came, tells callbacks and the DOM, and fulfils ready', async () => {
    const bot = await bench.createBot();
    const { page, faults, close } = await bench.open(bot, {
      head: `${COLLECT}<script>
        Wicket.push(['on', 'open', (detail) => seen.push('callback ' + typeof detail)]);
        Wicket.push(['once', 'close', () => seen.push('once')]);
        Wicket.push(['open', { message: 'Good day' }]);
      </script>`,
    });
    await composerOf(page).waitFor();
    assert.equal(await composerOf(page).inputValue(), 'Good day');
    await page.evaluate(async () => {
      const { Wicket, seen } = window as never as { Wicket: Api; seen: string[] };
      const ready = await Wicket.ready;
      seen.push(`same ${ready === Wicket} open ${Wicket.isOpen()}`);
      await Wicket.close();
      await Wicket.toggle();
      await Wicket.close();
    });
    const seen = await page.evaluate<string[]>('seen');
    assert.deepEqual(seen, [
      ...['ready', 'open', 'callback object', 'same true open true', 'close', 'once'],
      ...['open', 'callback object', 'close'],
    ]);
    assert.deepEqual(faults, []);
    await close();
  });

  it('what is called before the panel is there is carried out in its order, and nothing of it is lost', async () => {
    const { page, faults, close } = await bench.open(await bench.createBot());
    await launcherOf(page).waitFor();
    const { isPromise, isOpen, context } = await page.evaluate(async () => {
      const { Wicket } = window as never as { Wicket: Api };
      const isPromise = Wicket.setContext({ plan: 'free' }) instanceof Promise;
      Wicket.setContext({ cart: 3 });
      const told = new Promise<object>((tell) => Wicket.once('open', tell));
      Wicket.open();
      await Wicket.close();
      return { isPromise, isOpen: Wicket.isOpen(), ...((await told) as { context: object }) };
    });
    assert.deepEqual(
      { isPromise, isOpen, context },
      { isPromise: true, isOpen: false, context: { plan: 'free', cart: 3 } },
    );
    assert.deepEqual(faults, []);
    await close();
  });

  it('a page may take single functions out of the API before the panel is there', async () => {
    const { page, close } = await bench.open(await bench.createBot());
    await launcherOf(page).waitFor();
    const seen = await page.evaluate(async () => {
      const { open, close, isOpen } = (window as never as { Wicket: Api }).Wicket;
      const seen = [isOpen()];
      await open();
      seen.push(isOpen());
      await close();
      return [...seen, isOpen()];
    });
    assert.deepEqual(seen, [false, true, false]);
    await close();
  });

  it('sends, counts what is unread while closed, and begins anew', async () => {
    const bot = await bench.createBot();
    const { page, close } = await bench.open(bot, { head: COLLECT });
    await launcherOf(page).waitFor();
    await page.evaluate(() => (window as never as { Wicket: Api }).Wicket.send('When are you open?'));
    await page.waitForFunction('seen.includes("message:received")');
    assert.equal(await launcherOf(page).getAttribute('aria-label'), 'Chat with Ada, 1 unread');
    await page.evaluate(() => (window as never as { Wicket: Api }).Wicket.open());
    await page.getByText('Tuesday to Friday').waitFor();
    assert.equal(await launcherOf(page).getAttribute('aria-label'), 'Chat with Ada');
    await page.evaluate(() => (window as never as { Wicket: Api }).Wicket.newConversation());
    assert.equal(await page.getByText('Tuesday to Friday').count(), 0);
    assert.deepEqual(await page.evaluate('seen'), [
      ...['ready', 'conversation:start', 'message:sent', 'unread', 'message:received'],
      ...['open', 'unread', 'conversation:end'],
    ]);
    await close();
  });

  it('any element with data-wicket-open opens it, and gets the focus back', async () => {
    const bot = await bench.createBot();
    const { page, close } = await bench.open(bot, {
      script: 'data-hide-launcher',
      body: '<a id="help" href="/help" data-wicket-open="I need help">Help</a>',
    });
    await page.locator('#help').click();
    await composerOf(page).waitFor();
    assert.equal(await composerOf(page).inputValue(), 'I need help');
    assert.equal(await launcherOf(page).isVisible(), false);
    await page.keyboard.press('Escape');
    assert.equal(await page.evaluate('document.activeElement.id'), 'help');
    assert.equal(new URL(page.url()).pathname, '/');
    await close();
  });

  it('works from a tag manager: inserted late, without attributes, by WicketSettings or by the query', async () => {
    const bot = await bench.createBot();
    for (const [settings, query] of [
      [`window.WicketSettings = { key: '${bot.key}', position: 'left' };`, ''],
      ['', `?key=${bot.key}&position=left`],
    ]) {
      const { page, close } = await bench.open(bot, {
        script: null,
        body: `<script>addEventListener('load', () => { ${settings}
          const script = document.createElement('script');
          script.src = '${bench.server.url}/widget.js${query}';
          document.head.append(script); })</script>`,
      });
      assert.equal((await launcherOf(page).boundingBox())?.x, 16);
      await close();
    }
  });

  it('is idempotent when included twice, and works as defer and as a module', async () => {
    const bot = await bench.createBot();
    const script = (how: string) =>
      `<script ${how} src="${bench.server.url}/widget.js" data-key="${bot.key}"></script>`;
    for (const tags of [script('defer') + script('async'), script('type="module"'), script('')]) {
      const { page, faults, requests, close } = await bench.open(bot, { script: null, body: tags });
      await openChat(page);
      assert.equal(await page.locator('wicket-chat').count(), 1);
      assert.equal(requests.filter((url) => url.includes('/widget/config')).length, 1);
      assert.deepEqual(faults, []);
      await close();
    }
  });

  it('destroy leaves no trace, and the widget can come back', async () => {
    const bot = await bench.createBot();
    const { page, faults, close } = await bench.open(bot);
    await launcherOf(page).waitFor();
    const before = await page.evaluate(() => Object.keys(window).length);
    await openChat(page);
    await page.evaluate(() => (window as never as { Wicket: Api }).Wicket.destroy());
    assert.equal(await page.locator('wicket-chat').count(), 0);
    assert.equal(await page.evaluate('typeof Wicket'), 'undefined');
    assert.equal(await page.evaluate(() => Object.keys(window).length), before - 1);
    await page.evaluate(
      ({ src, key }) => {
        const script = document.createElement('script');
        script.src = src;
        script.dataset['key'] = key;
        document.body.append(script);
      },
      { src: `${bench.server.url}/widget.js`, key: bot.key },
    );
    await openChat(page);
    assert.deepEqual(faults, []);
    await close();
  });

  it('data-auto=false asks for nothing until the page calls for it', async () => {
    const bot = await bench.createBot();
    const { page, requests, close } = await bench.open(bot, { script: 'data-auto="false"' });
    await page.waitForFunction('!!(window.Wicket && Wicket.ready)');
    assert.equal(requests.filter((url) => url.includes('/widget/config')).length, 0);
    await page.evaluate(() => (window as never as { Wicket: Api }).Wicket.show());
    await launcherOf(page).waitFor();
    await close();
  });

  it('hide, show and setLocale', async () => {
    const bot = await bench.createBot();
    const { page, close } = await bench.open(bot);
    await openChat(page);
    await composerOf(page).fill('half a quest');
    await page.evaluate(() => (window as never as { Wicket: Api }).Wicket.setLocale('fr'));
    await page.getByRole('button', { name: 'Fermer la discussion' }).waitFor();
    assert.equal(await page.locator('textarea').inputValue(), 'half a quest', 'what is being written stays');
    await page.evaluate(() => (window as never as { Wicket: Api }).Wicket.hide());
    assert.equal(await launcherOf(page).isVisible(), false);
    await page.evaluate(() => (window as never as { Wicket: Api }).Wicket.show());
    assert.equal(await launcherOf(page).isVisible(), true);
    await close();
  });

  it('a chat that is hidden is seen again when the page, or its visitor, opens it', async () => {
    const { page, close } = await bench.open(await bench.createBot(), {
      body: '<button data-wicket-open>Help</button>',
    });
    await page.waitForFunction('!!(window.Wicket && Wicket.ready)');
    await page.evaluate('Wicket.hide()');
    await page.getByRole('button', { name: 'Help' }).click();
    await composerOf(page).waitFor();
    assert.equal(await page.evaluate('Wicket.isOpen()'), true);
    await close();
  });

  it('a refused page learns the code by event, and its API is harmless', async () => {
    const bot = await bench.createBot();
    await bench.server.api('POST', `/deployments/${bot.deploymentId}/revocation`);
    const { page, faults, warnings, close } = await bench.open(bot, { head: COLLECT });
    await page.waitForFunction('seen.length === 1');
    assert.deepEqual(await page.evaluate('seen'), ['error key_revoked']);
    await page.evaluate(() => (window as never as { Wicket: Api }).Wicket.open());
    const found = await page.evaluate(() => (window as never as { Wicket: Api }).Wicket.diagnose());
    assert.equal((found as { gate: { code: string } }).gate.code, 'key_revoked');
    assert.equal(await page.locator('wicket-chat').count(), 0);
    assert.equal(warnings.length, 1);
    assert.deepEqual(faults, []);
    await close();
  });

  it('the chat survives being offline: it says so, and sends what failed once it is back', async () => {
    const bot = await bench.createBot();
    const { page, close } = await bench.open(bot);
    await openChat(page);
    await page.context().setOffline(true);
    await page.getByText('You are offline.').waitFor();
    await ask(page, 'When are you open?');
    await page.getByText('No connection to the chat.').waitFor();
    await page.context().setOffline(false);
    await page.getByText('Tuesday to Friday').waitFor();
    assert.equal(await panelOf(page).locator('.visitor').count(), 1);
    await close();
  });

  it('a stream that breaks is resumed without doubling the message', async () => {
    const bot = await bench.createBot();
    const { page, close } = await bench.open(bot);
    let posts = 0;
    await page.route('**/messages', (route) =>
      ++posts === 1 ? route.abort('connectionreset') : route.continue(),
    );
    await openChat(page);
    await ask(page, 'When are you open?');
    await page.getByRole('button', { name: 'Retry' }).click();
    await page.getByText('Tuesday to Friday').waitFor();
    assert.equal(await panelOf(page).locator('.visitor').count(), 1);
    await close();
  });
});
