import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Page } from 'playwright-core';
import type { WicketDiagnosis } from '../../packages/widget/wicket.d.ts';
import { mainThreadTasksMs } from './support/main-thread-tasks.ts';
import { ask, composerOf, launcherOf, openChat, panelOf, WidgetBench } from './support/widget-bench.ts';

/** What the Long Tasks API calls long. */
const LONG_TASK_MS = 50;

describe('the widget as a guest on hostile and strict pages', () => {
  let bench: WidgetBench;
  before(async () => {
    bench = await WidgetBench.start();
  });
  after(() => bench?.stop());

  it('works unchanged under a strict policy, without one violation', async () => {
    const bot = await bench.createBot({ launcher: { prompts: { messages: ['Hi'], mode: 'rotate' } } });
    const host = bench.server.url;
    const { page, faults, warnings, close } = await bench.open(bot, {
      headers: {
        'content-security-policy': `default-src 'none'; script-src ${host}; connect-src ${host}; style-src 'self'; img-src ${host}; require-trusted-types-for 'script'`,
      },
    });
    const violations: string[] = [];
    page.on('console', (message) => {
      if (message.type() === 'error') violations.push(message.text());
    });
    await page.reload();
    await openChat(page);
    await ask(page, 'When are you open?');
    await page.getByText('Tuesday to Friday').waitFor();
    assert.equal((await panelOf(page).boundingBox())?.width, 384, 'the adopted style sheet is in force');
    assert.deepEqual(
      { violations: violations.filter((text) => !/favicon|data:,/.test(text)), faults, warnings },
      {
        violations: [],
        faults: [],
        warnings: [],
      },
    );
    await close();
  });

  it('diagnose names the exact line that a policy lacks', async () => {
    const bot = await bench.createBot();
    const { page, close } = await bench.open(bot, {
      headers: {
        'content-security-policy': `script-src ${bench.server.url} 'unsafe-eval'; connect-src 'self'`,
      },
    });
    await page.waitForFunction('!!window.Wicket');
    const found = (await page.evaluate('Wicket.diagnose()')) as WicketDiagnosis;
    const { gate, csp, origin, widget } = found;
    assert.deepEqual([gate.code, found.originSeen], ['unreachable', null]);
    assert.deepEqual(csp, [
      { directive: 'connect-src', blocked: bench.server.url, add: `connect-src ${bench.server.url}` },
    ]);
    assert.equal(origin, new URL(page.url()).origin);
    assert.match(widget, /^\d+\.\d+\.\d+$/);
    await close();
  });

  it('diagnose tells whose clock is wrong, from another origin too, and prints what it found', async () => {
    const bot = await bench.createBot();
    const { page, close } = await bench.open(bot, {
      head: `<script>const now = Date.now; Date.now = () => now() + 3_600_000</script>`,
    });
    await launcherOf(page).waitFor();
    const printed = page.waitForEvent('console', (message) => message.type() === 'info');
    const found = (await page.evaluate('Wicket.diagnose()')) as WicketDiagnosis;
    assert.ok(Math.abs((found.clockSkewSeconds ?? 0) - 3600) < 60, String(found.clockSkewSeconds));
    assert.deepEqual([found.gate.ok, found.gate.status, found.gate.code], [true, 200, 'allowed']);
    assert.deepEqual(found.key, { kind: 'key', preview: `cb_live_••••${bot.key.slice(-4)}` });
    assert.deepEqual([found.origin, found.originSeen], [new URL(page.url()).origin, found.origin]);
    assert.match(found.browser, /Chrome/);
    assert.deepEqual(found.csp, []);
    const text = (await printed).text();
    for (const line of [
      /gate {4}200 allowed/,
      /key {5}key cb_live_••••/,
      /origin {2}(http:\S+), the server saw \1$/m,
      /clock {3}3\d{3} s ahead/,
    ])
      assert.match(text, line);
    assert.ok(!text.includes(bot.key), 'what is pasted into a ticket holds no key');
    await close();
  });

  it("stands a style sheet that takes everything away, and the page's own rules for buttons", async () => {
    const bot = await bench.createBot();
    const { page, close } = await bench.open(bot, {
      head: '<style>* { all: unset !important } wicket-chat { display: none !important; opacity: 0 !important } button { display: none !important }</style>',
    });
    assert.deepEqual(await launcherOf(page).boundingBox(), { x: 1194, y: 720, width: 70, height: 70 });
    await openChat(page);
    await ask(page, 'When are you open?');
    await page.getByText('Tuesday to Friday').waitFor();
    assert.equal((await panelOf(page).boundingBox())?.width, 384);
    await close();
  });

  it('stands a page whose Array.prototype throws', async () => {
    const bot = await bench.createBot({ launcher: { prompts: { messages: ['Hi', 'Ho'], mode: 'random' } } });
    const { page, faults, close } = await bench.open(bot, {
      head: `<script>
        for (const name of Reflect.ownKeys(Array.prototype)) {
          if (name === 'constructor' || name === 'length') continue;
          Object.defineProperty(Array.prototype, name, { enumerable: true, configurable: true, get() { throw new Error('hostile ' + String(name)); } });
        }
        Array.prototype.toJSON = undefined;
        Array.prototype.surprise = () => {};
        Object.getPrototypeOf(''[Symbol.iterator]());
      </script>`,
    });
    await launcherOf(page).click();
    await composerOf(page).waitFor();
    await ask(page, 'When are you open?');
    await page.locator('wicket-chat').getByText('Tuesday to Friday').waitFor();
    await ask(page, 'Where is the handbook?');
    await page.getByRole('link', { name: /handbook/ }).waitFor();
    assert.deepEqual(
      faults.filter((text) => !/hostile.*UtilityScript/.test(text)),
      [],
    );
    await close();
  });

  it('fetches the loader and the config, and nothing else, until somebody shows interest', async () => {
    const bot = await bench.createBot({ launcher: { prompts: { messages: ['Hi'], mode: 'rotate' } } });
    const { page, url, requests, close } = await bench.open(bot, {
      head: `<script>
        window.shifts = 0;
        new PerformanceObserver((list) => { for (const entry of list.getEntries()) shifts += entry.value; }).observe({ type: 'layout-shift', buffered: true });
      </script>`,
    });
    await launcherOf(page).waitFor();
    await page.waitForLoadState('networkidle');
    const { server } = bench;
    const asked = requests.filter((address) => address !== url && !address.startsWith('data:'));
    assert.deepEqual(
      asked.map((address) => address.replace(/\?.*/, '')),
      [`${server.url}/widget.js`, `${server.url}/widget/config`],
    );
    await launcherOf(page).hover();
    await launcherOf(page).click();
    await composerOf(page).waitFor();
    await ask(page, 'When are you open?');
    await page.getByText('Tuesday to Friday').waitFor();
    const parties = new Set(
      requests.filter((address) => !address.startsWith('data:')).map((a) => new URL(a).origin),
    );
    assert.deepEqual([...parties], [new URL(url).origin, server.url], 'no third party');
    assert.deepEqual(await page.context().cookies(), []);
    assert.equal(await page.evaluate('shifts'), 0);
    await close();
  });

  it('keeps the page from nothing: no task is long from the loader to the first answer', async (t) => {
    const bot = await bench.createBot({ launcher: { prompts: { messages: ['Hi'], mode: 'rotate' } } });
    const { page, close } = await bench.open(bot, { script: null });
    const src = `${bench.server.url}/widget.js`;
    // By the processor's time, not the clock's: what a busy machine makes long is not the widget's doing.
    const tasksMs = await mainThreadTasksMs(bench.browser, src, async () => {
      await includeLate(page, src, bot.key);
      await openChat(page);
      await ask(page, 'When are you open?');
      await page.getByText('Tuesday to Friday').waitFor();
    });
    const longestMs = Math.max(...tasksMs);
    t.diagnostic(`longest of ${tasksMs.length} tasks, with those of the test itself: ${longestMs} ms`);
    assert.ok(tasksMs.length > 20 && longestMs < LONG_TASK_MS, `${tasksMs.length} tasks, ${longestMs} ms`);
    await close();
  });

  it('chunks are immutable, the loader is short-lived, both may be used by any origin', async () => {
    const { url } = bench.server;
    const loader = await fetch(`${url}/widget.js`);
    const chunk = /wicket-\w+\.js/.exec(await loader.text())?.[0];
    const panel = await fetch(`${url}/${chunk}`);
    assert.match(String(panel.headers.get('cache-control')), /immutable/);
    assert.doesNotMatch(String(loader.headers.get('cache-control')), /immutable/);
    for (const { headers } of [loader, panel]) {
      assert.equal(headers.get('access-control-allow-origin'), '*');
      assert.match(String(headers.get('content-encoding')), /^(br|gzip)$/);
      assert.equal(headers.get('cross-origin-resource-policy'), 'cross-origin');
    }
  });

  it('what a page downloads is compressed, and within what is promised', async () => {
    const bot = await bench.createBot({
      launcher: { prompts: { messages: ['Hi'], mode: 'rotate' } },
    });
    const { page, close } = await bench.open(bot, { script: null });
    const session = await page.context().newCDPSession(page);
    await session.send('Network.enable');
    const bytes = new Map<string, number>();
    const names = new Map<string, string>();
    session.on('Network.responseReceived', ({ requestId, response }) => names.set(requestId, response.url));
    session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) =>
      bytes.set(requestId, encodedDataLength),
    );
    const scripts = () =>
      [...bytes].reduce((sum, [id, count]) => sum + (/\.js(\?|$)/.test(names.get(id) ?? '') ? count : 0), 0);
    await includeLate(page, `${bench.server.url}/widget.js`, bot.key);
    await launcherOf(page).waitFor();
    await page.waitForLoadState('networkidle');
    const before = scripts();
    await openChat(page);
    await page.waitForLoadState('networkidle');
    // A little more than the files: the headers of the answers are counted with them.
    assert.ok(before > 2000 && before < 3600, `${before} bytes before interest`);
    assert.ok(scripts() > 10_000 && scripts() < 16_500, `${scripts()} bytes in all`);
    await close();
  });

  it('a body that a framework exchanges, and a shortcut of the page, do it no harm', async () => {
    const bot = await bench.createBot();
    const { page, faults, close } = await bench.open(bot, {
      head: '<script>window.keys = 0; addEventListener("keydown", () => keys++)</script>',
    });
    await openChat(page);
    await page.evaluate(() => document.body.replaceWith(document.createElement('body')));
    assert.equal(await panelOf(page).isVisible(), true);
    await composerOf(page).pressSequentially('typing');
    assert.equal(await page.evaluate('keys'), 0, 'typing sets off no shortcut of the page');
    assert.deepEqual(faults, []);
    await close();
  });

  it('the heap does not grow over 200 times open and close', async () => {
    const bot = await bench.createBot();
    const { page, close } = await bench.open(bot);
    await openChat(page);
    const session = await page.context().newCDPSession(page);
    const usedBytes = async () => {
      await session.send('HeapProfiler.collectGarbage');
      return (await session.send('Runtime.getHeapUsage')).usedSize;
    };
    const cycle = (times: number) =>
      page.evaluate(async (count) => {
        const { Wicket } = window as never as { Wicket: Record<string, () => Promise<void>> };
        for (let i = 0; i < count; i++) {
          await Wicket['close']?.();
          await Wicket['open']?.();
        }
      }, times);
    await cycle(20);
    const before = await usedBytes();
    await cycle(200);
    const grown = (await usedBytes()) - before;
    assert.ok(grown < 100_000, `${grown} bytes more`);
    await close();
  });
});

/** Puts the script into a page that is there already. */
function includeLate(page: Page, address: string, deploymentKey: string): Promise<void> {
  return page.evaluate(
    ([src, key]) => {
      const script = document.createElement('script');
      Object.assign(script, { src });
      script.dataset['key'] = key;
      document.body.append(script);
    },
    [address, deploymentKey] as const,
  );
}
