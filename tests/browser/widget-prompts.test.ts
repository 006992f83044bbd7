import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Page } from 'playwright-core';
import { composerOf, launcherOf, WidgetBench } from './support/widget-bench.ts';

const TEXTS = ['First', 'Second', 'Third'];
const random = { launcher: { prompts: { messages: TEXTS, mode: 'random', intervalSeconds: 1 } } };
const promptOf = (page: Page) => page.locator('wicket-chat [part=prompt]');

describe('engagement prompts', () => {
  let bench: WidgetBench;
  before(async () => {
    bench = await WidgetBench.start();
  });
  after(() => bench?.stop());

  for (const [chance, text] of [
    [0, 'First'],
    [0.5, 'Second'],
    [0.999, 'Third'],
  ] as const) {
    it(`in random mode one is drawn and stays: ${text} where chance says ${chance}`, async () => {
      const { page, close } = await bench.open(await bench.createBot(random), {
        clock: true,
        head: `<script>Math.random = () => ${chance}</script>`,
      });
      await promptOf(page).getByText(text).waitFor();
      await page.clock.runFor(10_000);
      assert.equal(await promptOf(page).textContent(), text);
      await close();
    });
  }

  it('in random mode every one has its turn', async () => {
    const { page, close } = await bench.open(await bench.createBot(random));
    const seen = new Set<string | null>();
    for (let load = 0; load < 60 && seen.size < TEXTS.length; load++) {
      seen.add(await promptOf(page).textContent());
      await page.reload();
    }
    assert.equal(seen.size, TEXTS.length);
    await close();
  });

  it("the page's own prompts come before the server's, from an attribute or from WicketSettings", async () => {
    const bot = await bench.createBot(random);
    const byAttribute = await bench.open(bot, { script: 'data-prompts="Need a hand?|Or two?"' });
    await promptOf(byAttribute.page).waitFor();
    assert.match(String(await promptOf(byAttribute.page).textContent()), /^(Need a hand|Or two)\?$/);
    await byAttribute.close();
    const bySettings = await bench.open(bot, {
      head: '<script>window.WicketSettings = { prompts: ["Just one"] }</script>',
    });
    await promptOf(bySettings.page).getByText('Just one').waitFor();
    await bySettings.close();
    const none = await bench.open(bot, { script: 'data-prompts=""' });
    await launcherOf(none.page).waitFor();
    assert.equal(await promptOf(none.page).count(), 0);
    await none.close();
  });

  it('are told to the page: shown, clicked, dismissed', async () => {
    const bot = await bench.createBot({ launcher: { prompts: { messages: ['Hi'], mode: 'rotate' } } });
    const head = `<script>window.told = [];
      for (const name of ['shown', 'click', 'dismiss'])
        document.addEventListener('wicket:prompt:' + name, ({ detail }) => told.push(name + ' ' + detail.text));
    </script>`;
    const clicked = await bench.open(bot, { head });
    await promptOf(clicked.page).getByText('Hi').click();
    await composerOf(clicked.page).waitFor();
    assert.deepEqual(await clicked.page.evaluate('told'), ['shown Hi', 'click Hi']);
    await clicked.close();
    const dismissed = await bench.open(bot, { head });
    const dismiss = promptOf(dismissed.page).getByRole('button', { name: 'Dismiss' });
    const sign = await dismiss.locator('path').boundingBox();
    assert.ok(sign && sign.width > 8 && sign.height > 8, `its cross is drawn: ${JSON.stringify(sign)}`);
    await dismiss.click();
    assert.deepEqual(await dismissed.page.evaluate('told'), ['shown Hi', 'dismiss Hi']);
    await dismissed.close();
  });

  it('rest while one of their buttons has the focus', async () => {
    const bot = await bench.createBot({
      launcher: { prompts: { messages: ['First', 'Second'], mode: 'rotate', intervalSeconds: 1 } },
    });
    const { page, close } = await bench.open(bot, { clock: true });
    await promptOf(page).getByText('First').focus();
    await page.clock.runFor(5000);
    assert.equal(await promptOf(page).textContent(), 'First');
    await page.evaluate('document.activeElement.blur()');
    await page.clock.runFor(1000);
    assert.equal(await promptOf(page).textContent(), 'Second');
    await close();
  });
});
