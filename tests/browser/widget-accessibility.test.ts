import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { after, before, describe, it } from 'node:test';
import type { Locator, Page } from 'playwright-core';
import { VIEWS } from './support/views.ts';
import { ask, launcherOf, openChat, panelOf, WidgetBench } from './support/widget-bench.ts';

const axeSource = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

describe('the widget for everybody', () => {
  let bench: WidgetBench;
  before(async () => {
    bench = await WidgetBench.start();
  });
  after(() => bench?.stop());

  for (const { colorScheme, ...viewport } of VIEWS)
    for (const lang of ['en', 'ar'])
      it(`axe finds nothing, closed, open and with a fault: ${viewport.width} px, ${colorScheme}, ${lang}`, async () => {
        const bot = await bench.createBot({
          launcher: { prompts: { messages: ['Can we help?'], mode: 'rotate' }, sound: true },
          theme: { accentColor: '#ffd400' },
          ui: {
            privacyPolicyUrl: 'https://example.com/',
            maxMessages: { limit: 2, message: 'That is all.' },
          },
        });
        const { page, close } = await bench.open(bot, {
          htmlAttributes: `lang="${lang}" dir="${lang === 'ar' ? 'rtl' : 'ltr'}"`,
          context: { viewport, colorScheme, reducedMotion: 'reduce' },
        });
        await launcherOf(page).waitFor();
        assert.deepEqual(await violations(page), []);
        await openChat(page);
        await ask(page, 'When are you open?');
        await page.getByText('Tuesday to Friday').waitFor();
        await ask(page, 'Where is the handbook?');
        await page.getByRole('link', { name: /handbook/ }).waitFor();
        assert.deepEqual(await violations(page), []);
        await ask(page, 'One more');
        await page.getByText('That is all.').waitFor();
        assert.deepEqual(await violations(page), []);
        await close();
      });

  it('a non-modal dialog on large screens: name, expanded, focus to the composer, Escape, focus back', async () => {
    const bot = await bench.createBot();
    const { page, close } = await bench.open(bot);
    await launcherOf(page).focus();
    assert.equal(await launcherOf(page).getAttribute('aria-expanded'), 'false');
    await page.keyboard.press('Enter');
    await page.getByRole('dialog', { name: 'Ada' }).waitFor();
    assert.equal(await panelOf(page).getAttribute('aria-modal'), 'false');
    assert.equal(await launcherOf(page).getAttribute('aria-expanded'), 'true');
    assert.equal(
      await launcherOf(page).getAttribute('aria-controls'),
      await panelOf(page).getAttribute('id'),
    );
    assert.equal(await focused(page), 'TEXTAREA');
    await page.keyboard.press('Escape');
    assert.equal(await panelOf(page).isVisible(), false);
    assert.equal(await focused(page), 'launcher');
    await close();
  });

  it('a modal one on small screens, which keeps the focus inside both ways', async () => {
    const bot = await bench.createBot();
    const { page, close } = await bench.open(bot, { context: { viewport: { width: 360, height: 640 } } });
    await openChat(page);
    assert.equal(await panelOf(page).getAttribute('aria-modal'), 'true');
    const box = await panelOf(page).boundingBox();
    assert.deepEqual([box?.width, Math.round(box?.height ?? 0)], [360, 640]);
    for (const key of ['Tab', 'Shift+Tab']) {
      for (let i = 0; i < 12; i++) {
        await page.keyboard.press(key);
        assert.equal(await page.evaluate('document.activeElement.tagName'), 'WICKET-CHAT');
        assert.notEqual(await focused(page), 'launcher');
      }
    }
    await close();
  });

  it('the log holds finished messages only: tokens are written outside of it', async () => {
    const bot = await bench.createBot();
    const { page, close } = await bench.open(bot);
    await openChat(page);
    await page.evaluate(() => {
      const log = document.querySelector('wicket-chat')?.shadowRoot?.querySelector('[role=log]');
      const said: string[] = [];
      Object.assign(window, { said });
      new MutationObserver((changes) => {
        for (const { addedNodes } of changes)
          for (const node of addedNodes) said.push(node.textContent ?? '');
      }).observe(log as Element, { childList: true, subtree: true, characterData: true });
    });
    await ask(page, 'When are you open?');
    await page.locator('wicket-chat [role=log]').getByText('13 to 18').waitFor();
    const said = await page.evaluate<string[]>('said');
    assert.equal(said.length, 2, said.join(' | '));
    assert.match(String(said[1]), /^Ada said: We are open Tuesday to Friday/);
    await close();
  });

  it('what was said on earlier pages is there to be read, and is not read out', async () => {
    const { page, close } = await bench.open(await bench.createBot());
    await openChat(page);
    await ask(page, 'When are you open?');
    await page.getByRole('log').getByText('13 to 18').waitFor();
    const live = () => page.getByRole('log').getAttribute('aria-live');
    assert.equal(await live(), 'polite');
    await page.reload();
    await openChat(page);
    await page.getByRole('log').getByText('13 to 18').waitFor();
    assert.equal(await live(), 'off');
    await ask(page, 'Where is the handbook?');
    await page.getByRole('link', { name: /handbook/ }).waitFor();
    assert.equal(await live(), 'polite');
    await close();
  });

  it('every target is at least 44 px, and at 400 % zoom everything is in reach', async () => {
    const bot = await bench.createBot({
      ui: { privacyPolicyUrl: 'https://example.com/', termsOfServiceUrl: 'https://example.com/terms' },
      launcher: { sound: true },
    });
    const { page, close } = await bench.open(bot, {
      // Nothing moves while it is measured.
      context: { viewport: { width: 320, height: 256 }, reducedMotion: 'reduce' },
    });
    await openChat(page);
    const targets = panelOf(page).locator('button, textarea, footer a');
    assert.equal(await targets.count(), 7);
    for (let i = 0; i < (await targets.count()); i++) {
      const box = await targets.nth(i).boundingBox();
      assert.ok(box && box.width >= 43.5 && box.height >= 43.5, JSON.stringify(box));
      assert.ok(box.x >= 0 && box.x + box.width <= 320 && box.y >= 0 && box.y + box.height <= 256);
    }
    const log = await panelOf(page).locator('[part=log]').boundingBox();
    assert.ok(log && log.height > 40);
    await close();
  });

  it('the smallest launcher takes a finger of 44 px, and so do the buttons of a prompt', async () => {
    const bot = await bench.createBot({
      launcher: { size: 40, prompts: { messages: ['Hi'], mode: 'rotate' } },
    });
    const { page, close } = await bench.open(bot);
    const { x, y, width, height } = (await launcherOf(page).boundingBox()) ?? {
      x: 0,
      y: 0,
      width: 0,
      height: 0,
    };
    assert.deepEqual([width, height], [40, 40]);
    for (const [dx, dy] of [
      [-2, 20],
      [42, 20],
      [20, -2],
      [20, 42],
    ] as const) {
      const hit = await page.evaluate(([left, top]) => document.elementFromPoint(left, top)?.localName, [
        x + dx,
        y + dy,
      ] as const);
      assert.equal(hit, 'wicket-chat', `${dx} ${dy}`);
    }
    for (const button of await page.locator('wicket-chat [part=prompt] button').all()) {
      const box = await button.boundingBox();
      assert.ok(box && box.height >= 44 && box.width >= 44, JSON.stringify(box));
    }
    await close();
  });

  for (const size of [40, 140])
    it(`the longest prompt stays inside the window at 400 % zoom, and can be dismissed: launcher of ${size} px`, async () => {
      const messages = ['We help. '.repeat(55)];
      const bot = await bench.createBot({ launcher: { size, prompts: { messages, mode: 'rotate' } } });
      const { page, close } = await bench.open(bot, { context: { viewport: { width: 320, height: 256 } } });
      const prompt = page.locator('wicket-chat [part=prompt]');
      const box = await prompt.boundingBox();
      assert.ok(box && box.x >= 0 && box.y >= 0 && box.x + box.width <= 320, JSON.stringify(box));
      assert.ok(
        box.y + box.height <= ((await launcherOf(page).boundingBox())?.y ?? 0),
        'not over the launcher',
      );
      const dismiss = prompt.getByRole('button', { name: 'Dismiss' });
      assert.equal(await isSeen(dismiss), true);
      await dismiss.click();
      assert.equal(await prompt.count(), 0);
      await close();
    });

  it('zoomed or turned while it is open, it becomes modal where it covers the page, and no longer where not', async () => {
    const { page, close } = await bench.open(await bench.createBot());
    await openChat(page);
    for (const [width, height, isModal] of [
      [320, 256, 'true'],
      [1280, 800, 'false'],
      [360, 640, 'true'],
    ] as const) {
      await page.setViewportSize({ width, height });
      await page.locator(`wicket-chat [part=panel][aria-modal=${isModal}]`).waitFor();
    }
    for (let i = 0; i < 8; i++) {
      await page.keyboard.press('Tab');
      assert.equal(await page.evaluate('document.activeElement.tagName'), 'WICKET-CHAT');
    }
    await close();
  });

  it('right to left everything stands mirrored, and foreign words keep their own direction', async () => {
    const { page, close } = await bench.open(await bench.createBot(), {
      htmlAttributes: 'lang="ar" dir="rtl"',
    });
    await openChat(page);
    await ask(page, 'When are you open?');
    await page.getByText('Tuesday to Friday').waitFor();
    const x = async (selector: string) => {
      const box = await panelOf(page).locator(selector).first().boundingBox();
      return box === null ? Number.NaN : box.x + box.width / 2;
    };
    assert.ok((await x('.send')) < (await x('textarea')), 'the send button is on the left');
    assert.ok((await x('.tool')) < (await x('h2')), 'so are the tools');
    assert.ok((await x('.visitor')) < (await x('.bot')), 'the visitor speaks from the left');
    const directionOf = (selector: string) =>
      panelOf(page)
        .locator(selector)
        .last()
        .evaluate((element) => getComputedStyle(element).direction);
    assert.deepEqual(await Promise.all(['header', '.bot p', '.visitor [dir]'].map(directionOf)), [
      'rtl',
      'ltr',
      'ltr',
    ]);
    await close();
  });

  it('in forced colours the launcher and the messages have an outline', async () => {
    const bot = await bench.createBot();
    const { page, close } = await bench.open(bot, { context: { forcedColors: 'active' } });
    await openChat(page);
    const border = (selector: string) =>
      page
        .locator(`wicket-chat ${selector}`)
        .first()
        .evaluate((element) => {
          const { borderTopWidth, borderTopStyle } = getComputedStyle(element);
          return `${borderTopWidth} ${borderTopStyle}`;
        });
    assert.equal(await border('[part=launcher]'), '1px solid');
    assert.equal(await border('.message'), '1px solid');
    await close();
  });
});

async function violations(page: Page): Promise<string[]> {
  await page.evaluate(axeSource);
  const results = await page.evaluate('axe.run({ resultTypes: ["violations"] })');
  const found = (
    results as { violations: { id: string; nodes: { html: string; failureSummary: string }[] }[] }
  ).violations;
  return found.map(
    ({ id, nodes }) => `${id}: ${nodes.map((node) => node.html + node.failureSummary).join(' ')}`,
  );
}

/** Whether its middle is in sight, with nothing to be scrolled before. */
function isSeen(element: Locator): Promise<boolean> {
  return element.evaluate((button) => {
    const { x, y, width, height } = button.getBoundingClientRect();
    const root = button.getRootNode() as ShadowRoot;
    return button.contains(root.elementFromPoint(x + width / 2, y + height / 2));
  });
}

/** What has the focus inside the widget: its part, else its tag. */
function focused(page: Page): Promise<string> {
  return page.locator('wicket-chat').evaluate((host) => {
    const element = host.shadowRoot?.activeElement;
    return element?.getAttribute('part') ?? element?.tagName ?? '';
  });
}
