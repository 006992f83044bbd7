import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Page } from 'playwright-core';
import { ask, composerOf, openChat, panelOf, WidgetBench } from './support/widget-bench.ts';

const FIRST = 'When are you open?';
const SECOND = 'Where is the handbook?';

describe('writing into the chat', () => {
  let bench: WidgetBench;
  before(async () => {
    bench = await WidgetBench.start();
  });
  after(() => bench?.stop());

  it('messages that a page sends at once go one after another, into one conversation', async () => {
    const { page, close } = await bench.open(await bench.createBot(), {
      head: `<script>window.begun = 0; document.addEventListener('wicket:conversation:start', () => begun++)</script>`,
    });
    await page.waitForFunction('window.Wicket?.ready');
    await page.evaluate(`Promise.all([Wicket.send('${FIRST}'), Wicket.send('${SECOND}'), Wicket.open()])`);
    const said = await speech(page);
    assert.deepEqual(
      said.map((text) => text.slice(0, 12)),
      ['Hello there.', 'When are you', 'We are open ', 'Where is the', 'Read the han'],
    );
    assert.equal(await page.evaluate('begun'), 1);
    await page.reload();
    await openChat(page);
    await page.getByRole('link', { name: /handbook/ }).waitFor();
    assert.deepEqual(await speech(page), said, 'and the server has them all');
    await close();
  });

  it('what a page sends while the earlier messages are on their way comes after them', async () => {
    const { page, close } = await bench.open(await bench.createBot());
    await openChat(page);
    await ask(page, FIRST);
    await page.getByText('Tuesday to Friday').waitFor();
    await page.reload();
    await page.waitForFunction('window.Wicket?.ready');
    await page.evaluate(`Promise.all([Wicket.open(), Wicket.send('${SECOND}')])`);
    assert.deepEqual(
      (await speech(page)).map((text) => text.slice(0, 12)),
      ['Hello there.', 'When are you', 'We are open ', 'Where is the', 'Read the han'],
    );
    await close();
  });

  it("the Enter that ends an input method's composition sends nothing, in Safari's order of events either", async () => {
    const { page, close } = await bench.open(await bench.createBot());
    await openChat(page);
    await composerOf(page).fill('営業時間');
    const session = await page.context().newCDPSession(page);
    await session.send('Input.dispatchKeyEvent', {
      type: 'rawKeyDown',
      key: 'Enter',
      windowsVirtualKeyCode: 229,
    });
    assert.equal(await composerOf(page).inputValue(), '営業時間');
    await page.keyboard.press('Enter');
    await panelOf(page).locator('.visitor').getByText('営業時間').waitFor();
    await close();
  });

  it('what is put into the composer is cut to what can be sent, between two characters', async () => {
    const { page, close } = await bench.open(await bench.createBot());
    await page.waitForFunction('window.Wicket?.ready');
    await page.evaluate(`Wicket.open({ message: 'a' + '😀'.repeat(4500) })`);
    await composerOf(page).press('Enter');
    await panelOf(page).getByText('I do not know').waitFor();
    assert.equal(await panelOf(page).locator('.visitor > [dir]').textContent(), `a${'😀'.repeat(3999)}`);
    await close();
  });

  it('works in a frame whose sandbox allows no forms', async () => {
    const bot = await bench.createBot();
    const frame = `<script src="${bench.server.url}/widget.js" data-key="${bot.key}"></script>`;
    const { page, close } = await bench.open(bot, {
      script: null,
      body: `<iframe sandbox="allow-scripts allow-same-origin" width="900" height="700" srcdoc='${frame}'></iframe>`,
    });
    const chat = page.frameLocator('iframe').locator('wicket-chat');
    await chat.locator('[part=launcher]').click();
    await chat.locator('textarea').fill(FIRST);
    await chat.locator('textarea').press('Enter');
    await chat.getByText('Tuesday to Friday').waitFor();
    await chat.locator('textarea').fill(SECOND);
    await chat.locator('.send[aria-disabled=false]').click();
    await chat.getByText('Read the').waitFor();
    await close();
  });
});

/** What was said, oldest first. */
function speech(page: Page): Promise<string[]> {
  return panelOf(page)
    .locator('[role=log] > *')
    .evaluateAll((messages) =>
      messages.map((message) => (message.textContent ?? '').replace(/^(You|Ada) said: /, '')),
    );
}
