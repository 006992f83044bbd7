import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { becomes } from './support/becomes.ts';
import { ask, composerOf, launcherOf, openChat, panelOf, WidgetBench } from './support/widget-bench.ts';

describe("the widget's options, from the server and from the page", () => {
  let bench: WidgetBench;
  before(async () => {
    bench = await WidgetBench.start();
  });
  after(() => bench?.stop());

  it('size, side and margin of the button come from the server, and hold on the next load', async () => {
    const bot = await bench.createBot({ launcher: { size: 100, position: 'left', bottomMargin: 40 } });
    const opened = await bench.open(bot);
    const box = await launcherOf(opened.page).boundingBox();
    assert.deepEqual(box, { x: 16, y: 800 - 40 - 100, width: 100, height: 100 });
    await bench.setWidget(bot.deploymentId, { launcher: { size: 40, position: 'right', bottomMargin: 10 } });
    await opened.page.reload();
    const next = await launcherOf(opened.page).boundingBox();
    assert.deepEqual(next, { x: 1280 - 16 - 40, y: 800 - 10 - 40, width: 40, height: 40 });
    await opened.close();
  });

  it('data attributes override how it looks, within the limits', async () => {
    const bot = await bench.createBot({ launcher: { size: 100 } });
    const opened = await bench.open(bot, {
      script:
        'data-position="left" data-button-size="999" data-bottom-margin="2" data-show-close="false" data-show-new="false" data-theme="#ffee00" data-color-scheme="dark" data-locale="de" data-open',
    });
    await composerOf(opened.page).waitFor();
    assert.deepEqual(await launcherOf(opened.page).boundingBox(), { x: 16, y: 650, width: 140, height: 140 });
    assert.equal(await panelOf(opened.page).locator('.tool').count(), 0);
    assert.equal(await launcherOf(opened.page).getAttribute('aria-label'), 'Chat mit Ada');
    const { color, background } = await launcherOf(opened.page).evaluate((button) => {
      const style = getComputedStyle(button);
      return { color: style.color, background: style.backgroundColor };
    });
    assert.deepEqual({ color, background }, { color: 'rgb(0, 0, 0)', background: 'rgb(255, 238, 0)' });
    const paper = await panelOf(opened.page).evaluate((panel) => getComputedStyle(panel).backgroundColor);
    assert.equal(paper, 'rgb(24, 28, 26)');
    await opened.close();
  });

  it('close and new-conversation buttons, privacy policy and terms are what the server says', async () => {
    const bot = await bench.createBot({
      ui: {
        showCloseButton: false,
        privacyPolicyUrl: 'https://example.com/privacy',
        termsOfServiceUrl: 'https://example.com/terms',
      },
    });
    const { page, close } = await bench.open(bot);
    await openChat(page);
    assert.equal(await page.getByRole('button', { name: 'Close chat' }).count(), 0);
    assert.equal(await page.getByRole('button', { name: 'New conversation' }).count(), 1);
    const privacy = page.getByRole('link', { name: /^Privacy policy/ });
    assert.equal(await privacy.getAttribute('href'), 'https://example.com/privacy');
    assert.equal(await privacy.getAttribute('rel'), 'noopener noreferrer');
    assert.equal(await page.getByRole('link', { name: /^Terms of service/ }).count(), 1);
    await close();
  });

  it('a page may show the buttons that the server hides, and they do what they say', async () => {
    const bot = await bench.createBot({ ui: { showCloseButton: false, showNewConversationButton: false } });
    const { page, close } = await bench.open(bot, {
      script: 'data-show-close data-show-new="true" data-sound',
    });
    await openChat(page);
    await page.getByRole('button', { name: 'Mute sound' }).waitFor();
    await ask(page, 'When are you open?');
    await page.getByText('Tuesday to Friday').waitFor();
    await page.getByRole('button', { name: 'New conversation' }).click();
    assert.equal(await page.getByText('Tuesday to Friday').count(), 0);
    assert.equal(await composerOf(page).evaluate((field) => field.matches(':focus')), true);
    await page.getByRole('button', { name: 'Close chat' }).click();
    assert.equal(await panelOf(page).isVisible(), false);
    await close();
  });

  it("the limit shows the deployment's own text and keeps New conversation usable", async () => {
    const bot = await bench.createBot({ ui: { maxMessages: { limit: 1, message: 'Please ring us.' } } });
    const { page, close } = await bench.open(bot);
    await openChat(page);
    await ask(page, 'When are you open?');
    await page.getByText('Tuesday to Friday').waitFor();
    await ask(page, 'And on Sunday?');
    await page.getByText('Please ring us.').waitFor();
    assert.equal(await composerOf(page).isEditable(), false);
    await page.locator('wicket-chat .notice button').click();
    await ask(page, 'When are you open?');
    await page.getByText('Tuesday to Friday').waitFor();
    await close();
  });

  it('the avatar is a picture of the web, and the first letter of the name where it does not come', async () => {
    const avatarUrl = 'https://pictures.invalid/ada.png';
    const bot = await bench.createBot({}, { avatarUrl });
    const { page, close } = await bench.open(bot, { script: 'data-auto="false"' });
    const pixel =
      'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==';
    await page.route(avatarUrl, (route) =>
      route.fulfill({ contentType: 'image/png', body: Buffer.from(pixel, 'base64') }),
    );
    await page.evaluate('void Wicket.open()');
    const picture = panelOf(page).locator('.avatar img');
    await picture.waitFor();
    assert.deepEqual(
      [await picture.getAttribute('alt'), await picture.getAttribute('referrerpolicy')],
      ['', 'no-referrer'],
    );
    await page.unroute(avatarUrl);
    await page.route(avatarUrl, (route) => route.abort());
    await page.reload();
    await page.evaluate('void Wicket.open()');
    await composerOf(page).waitFor();
    await picture.waitFor({ state: 'detached' });
    assert.equal(await panelOf(page).locator('.avatar').textContent(), 'A');
    await close();
  });

  it('an inline element fills its container, without a launcher', async () => {
    const bot = await bench.createBot();
    const { page, faults, close } = await bench.open(bot, {
      body: '<div style="width:500px;height:600px"><wicket-chat mode="inline"></wicket-chat></div>',
    });
    await composerOf(page).waitFor();
    const box = await panelOf(page).boundingBox();
    assert.deepEqual([box?.width, Math.round(box?.height ?? 0)], [500, 600]);
    assert.equal(await launcherOf(page).count(), 0);
    await ask(page, 'When are you open?');
    await page.getByText('Tuesday to Friday').waitFor();
    assert.deepEqual(faults, []);
    await close();
  });

  it('expandInContainer puts the chat into what the script stands in', async () => {
    const bot = await bench.createBot({ ui: { expandInContainer: true } });
    const { page, close } = await bench.open(bot, {
      script: null,
      body: `<div id="here" style="width:420px;height:500px"><script async src="${bench.server.url}/widget.js" data-key="${bot.key}"></script></div>`,
    });
    await composerOf(page).waitFor();
    assert.equal(await page.locator('#here > wicket-chat[mode=inline]').count(), 1);
    assert.equal((await panelOf(page).boundingBox())?.width, 420);
    await close();
  });

  it('the launcher keeps clear of what the device itself shows at the edges', async () => {
    const bot = await bench.createBot({ launcher: { bottomMargin: 20 } });
    for (const [position, x] of [
      ['right', 1280 - 16 - 44 - 70],
      ['left', 16 + 30],
    ] as const) {
      const { page, close } = await bench.open(bot, { script: `data-position="${position}"` });
      const before = await launcherOf(page).boundingBox();
      const session = await page.context().newCDPSession(page);
      await session.send('Emulation.setSafeAreaInsetsOverride', {
        insets: { top: 10, left: 30, bottom: 34, right: 44 },
      });
      assert.equal(before?.y, 800 - 20 - 70);
      const y = 800 - 20 - 34 - 70;
      await becomes(() => launcherOf(page).boundingBox(), { x, y, width: 70, height: 70 });
      await openChat(page);
      const panel = await panelOf(page).boundingBox();
      assert.ok(panel && panel.y + panel.height <= y, 'the panel stands above the launcher');
      await close();
    }
  });

  it('on a small screen header and composer stay within the safe area', async () => {
    const bot = await bench.createBot();
    const { page, close } = await bench.open(bot, {
      // Nothing moves while it is measured.
      context: { viewport: { width: 360, height: 640 }, reducedMotion: 'reduce' },
    });
    const session = await page.context().newCDPSession(page);
    await session.send('Emulation.setSafeAreaInsetsOverride', {
      insets: { top: 47, left: 0, bottom: 34, right: 0 },
    });
    await openChat(page);
    const part = (name: string) => panelOf(page).locator(`[part=${name}]`).boundingBox();
    const [header, composer] = [await part('header'), await part('composer')];
    assert.ok(header && header.y >= 47, JSON.stringify(header));
    assert.ok(composer && composer.y + composer.height <= 640 - 34, JSON.stringify(composer));
    await close();
  });

  it("colour, corners and font come from the server, and the page's custom properties and parts override them", async () => {
    const bot = await bench.createBot({
      theme: { accentColor: '#8a1c5a', radius: 4, fontFamily: 'Georgia, serif', colorScheme: 'light' },
    });
    const styleOf = (selector: string, opened: Awaited<ReturnType<WidgetBench['open']>>) =>
      opened.page.locator(`wicket-chat ${selector}`).evaluate((element) => {
        const { backgroundColor, borderTopLeftRadius, fontFamily } = getComputedStyle(element);
        return { backgroundColor, borderTopLeftRadius, fontFamily };
      });
    const plain = await bench.open(bot);
    await openChat(plain.page);
    assert.equal((await styleOf('[part=launcher]', plain)).backgroundColor, 'rgb(138, 28, 90)');
    const panel = await styleOf('[part=panel]', plain);
    assert.deepEqual([panel.borderTopLeftRadius, panel.fontFamily], ['4px', 'Georgia, serif']);
    await plain.close();
    const styled = await bench.open(bot, {
      head: `<style>
        wicket-chat { --wicket-accent: #004488; --wicket-radius: 0px; --wicket-font: monospace }
        wicket-chat::part(launcher) { border-radius: 12px }
        wicket-chat::part(header) { background: rgb(1, 2, 3) }
      </style>`,
    });
    await openChat(styled.page);
    const launcher = await styleOf('[part=launcher]', styled);
    assert.equal(launcher.backgroundColor, 'rgb(0, 68, 136)');
    assert.equal(launcher.borderTopLeftRadius, '12px');
    const overridden = await styleOf('[part=panel]', styled);
    assert.deepEqual([overridden.borderTopLeftRadius, overridden.fontFamily], ['0px', 'monospace']);
    assert.equal((await styleOf('[part=header]', styled)).backgroundColor, 'rgb(1, 2, 3)');
    await styled.close();
  });

  it('prompts rotate, rest while pointed at, open the chat, and stay dismissed', async () => {
    const bot = await bench.createBot({
      launcher: { prompts: { messages: ['First', 'Second'], mode: 'rotate', intervalSeconds: 1 } },
    });
    const { page, close } = await bench.open(bot, { clock: true });
    const prompt = page.locator('wicket-chat [part=prompt]');
    await prompt.getByText('First').waitFor();
    await page.clock.runFor(1000);
    await prompt.getByText('Second').waitFor();
    await prompt.hover();
    const shown = await prompt.textContent();
    await page.clock.runFor(5000);
    assert.equal(await prompt.textContent(), shown);
    await prompt.getByRole('button', { name: 'Dismiss' }).click();
    assert.equal(await prompt.count(), 0);
    await page.reload();
    await launcherOf(page).waitFor();
    assert.equal(await prompt.count(), 0);
    await close();
  });

  it('prompts never change under reduced motion, and a click on one opens the chat', async () => {
    const bot = await bench.createBot({
      launcher: { prompts: { messages: ['First', 'Second'], mode: 'rotate', intervalSeconds: 1 } },
    });
    const { page, close } = await bench.open(bot, { clock: true, context: { reducedMotion: 'reduce' } });
    const prompt = page.locator('wicket-chat [part=prompt]');
    await prompt.getByText('First').waitFor();
    await page.clock.runFor(5000);
    assert.match(String(await prompt.textContent()), /First/);
    await prompt.getByText('First').click();
    await composerOf(page).waitFor();
    assert.equal(await prompt.isVisible(), false);
    await close();
  });

  it('each language has its own words, and the deployment its own on top', async () => {
    const bot = await bench.createBot({ strings: { placeholder: 'Ask away' } });
    const words: Record<string, string> = {
      de: 'Ihre Nachricht',
      es: 'Tu mensaje',
      fr: 'Votre message',
      it: 'Il tuo messaggio',
      pt: 'Sua mensagem',
      nl: 'Uw bericht',
      ja: 'メッセージ',
      zh: '您的消息',
      ar: 'رسالتك',
      hi: 'आपका संदेश',
    };
    for (const [locale, label] of Object.entries(words)) {
      const { page, close } = await bench.open(bot, { htmlAttributes: `lang="${locale}"` });
      await openChat(page);
      assert.equal(await composerOf(page).getAttribute('aria-label'), label);
      assert.equal(await composerOf(page).getAttribute('placeholder'), 'Ask away');
      assert.equal(await panelOf(page).getAttribute('dir'), locale === 'ar' ? 'rtl' : 'ltr');
      await close();
    }
  });
});
