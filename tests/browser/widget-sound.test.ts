import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Page } from 'playwright-core';
import { launcherOf, openChat, WidgetBench } from './support/widget-bench.ts';

/** Counts the notes that are played. */
const COUNT = `<script>
  window.notes = 0;
  const start = OscillatorNode.prototype.start;
  OscillatorNode.prototype.start = function (...all) { window.notes++; return start.apply(this, all); };
</script>`;

describe('the page-entry sound', () => {
  let bench: WidgetBench;
  before(async () => {
    bench = await WidgetBench.start();
  });
  after(() => bench?.stop());

  const gestures: [reason: string, act: (page: Page) => Promise<void>][] = [
    ['a click somewhere in the page', (page) => page.locator('h1').click()],
    ['a key that browsers count as an act', (page) => page.keyboard.press('Tab')],
    [
      'a key that they count, after one that they do not',
      async (page) => {
        await page.keyboard.press('Escape');
        await page.keyboard.press('a');
      },
    ],
  ];
  for (const [reason, act] of gestures) {
    it(`is neither asked for nor heard before the visitor's first gesture: ${reason}`, async () => {
      const bot = await bench.createBot({ launcher: { sound: true } });
      const { page, url, requests, faults, warnings, close } = await bench.open(bot, { head: COUNT });
      await launcherOf(page).waitFor();
      await page.waitForLoadState('networkidle');
      const asked = requests.filter((address) => address !== url && !address.startsWith('data:'));
      assert.deepEqual(
        asked.map((address) => address.replace(/\?.*/, '')),
        [`${bench.server.url}/widget.js`, `${bench.server.url}/widget/config`],
      );
      await act(page);
      await page.waitForFunction('notes === 2');
      await page.locator('h1').click();
      await page.keyboard.press('b');
      await openChat(page);
      assert.equal(await page.evaluate('notes'), 2, 'a page is entered once');
      // A machine without a sound card has warnings of its own about that.
      const early = warnings.filter((text) => /not allowed to start|user gesture/.test(text));
      assert.deepEqual({ early, faults }, { early: [], faults: [] });
      await close();
    });
  }

  it('is off where neither server nor page want it, and nothing of it is ever asked for', async () => {
    const bot = await bench.createBot({ launcher: { sound: true } });
    const { page, requests, close } = await bench.open(bot, { script: 'data-sound="false"' });
    await openChat(page);
    assert.equal(await page.getByRole('button', { name: 'Mute sound' }).count(), 0);
    assert.ok(!requests.some((address) => /\/sound-/.test(address)));
    await close();
  });

  it('a visitor who muted it hears it on no later page, until it is turned on again', async () => {
    const bot = await bench.createBot({ launcher: { sound: true } });
    const { page, close } = await bench.open(bot, { head: COUNT });
    await openChat(page);
    await page.waitForFunction('notes === 2');
    await page.getByRole('button', { name: 'Mute sound' }).click();
    const chunk = page.waitForResponse((response) => /\/sound-\w+\.js/.test(response.url()));
    await page.reload();
    await openChat(page);
    await chunk;
    assert.equal(await page.evaluate('notes'), 0);
    await page.getByRole('button', { name: 'Turn sound on' }).click();
    await page.reload();
    await openChat(page);
    await page.waitForFunction('notes === 2');
    await close();
  });
});
