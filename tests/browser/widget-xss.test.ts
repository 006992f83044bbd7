import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, describe, it } from 'node:test';
import { build } from 'esbuild';
import type { Page } from 'playwright-core';
import { type Bot, launcherOf, openChat, WidgetBench } from './support/widget-bench.ts';

const corpus = new URL('../../vectors/third-party/payloadbox/xss-payload-list.txt', import.meta.url);
const payloads = (await readFile(corpus, 'utf8')).split('\n').filter((line) => line !== '');

/** Counts whatever a payload could reach: dialogs, writes, navigations, handlers. */
const TRAP = `<script>
  window.executed = [];
  for (const name of ['alert', 'confirm', 'prompt', 'print', 'open'])
    window[name] = (...all) => { executed.push(name + ' ' + all); };
  document.write = (text) => { executed.push('write ' + text); };
</script>`;

describe('cross-site scripting, with every payload of the corpus', () => {
  let bench: WidgetBench;
  before(async () => {
    bench = await WidgetBench.start();
  });
  after(() => bench?.stop());

  it('the corpus is whole', () => assert.ok(payloads.length >= 6600, String(payloads.length)));

  it('one by one through the renderer: nothing runs, and only the elements of the subset appear', async () => {
    const bundle = await build({
      entryPoints: ['packages/widget/src/render-markdown.ts'],
      bundle: true,
      write: false,
      format: 'iife',
      globalName: 'renderer',
    });
    const { page, close } = await bench.open(await bench.createBot(), { head: TRAP, script: null });
    await page.addScriptTag({ content: bundle.outputFiles[0]?.text ?? '' });
    const strange = await page.evaluate((all) => {
      const { renderer } = window as never as {
        renderer: { renderMarkdown(source: string, hint: string): DocumentFragment };
      };
      const isStrange = (element: Element) =>
        !/^(p|br|ol|ul|li|a|strong|em|code|pre|span)$/i.test(element.tagName) ||
        !/^(dir|dir,tabindex|dir,start|class|href,target,rel)?$/.test(element.getAttributeNames().join()) ||
        (element instanceof HTMLAnchorElement && !/^(https?|mailto|tel):$/.test(element.protocol));
      const strangeIn = (source: string) => {
        // In the page, since nothing runs or loads in what hangs nowhere.
        const place = document.body.appendChild(document.createElement('div'));
        place.append(renderer.renderMarkdown(source, 'new tab'));
        const found = [...place.querySelectorAll('*')].filter(isStrange);
        place.remove();
        return found.map(({ outerHTML }) => `${outerHTML} from ${source}`);
      };
      return all
        .flatMap((payload) => [payload, `[x](${payload})`, `![x](${payload})`, `<${payload}>`])
        .flatMap(strangeIn);
    }, payloads);
    assert.deepEqual(strange, []);
    assert.deepEqual(await page.evaluate('executed'), []);
    await close();
  });

  it('through visitor messages and bot answers, by the real server and the history', async () => {
    const answers = batches(7_000).map((answer, i) => ({ question: `batch${i}word`, answer }));
    const bot = await bench.createBot(
      {},
      { welcomeMessage: payloads.slice(0, 4).join(' ').slice(0, 500) },
      answers,
    );
    const questions = answers.map(({ question }) => question).concat(batches(3_900));
    const { page, url, faults, close } = await bench.open(bot, { head: TRAP });
    for (let at = 0; at < questions.length; at += 30) {
      const visitor = await converse(bot, url, questions.slice(at, at + 30));
      await page.evaluate(
        ([name, value]) => localStorage.setItem(name as string, value as string),
        [`wicketgate:${bot.chatbotId}`, JSON.stringify(visitor)],
      );
      await page.reload();
      await openChat(page);
      const expected = 2 * Math.min(30, questions.length - at) + 1;
      await page.waitForFunction((count) => {
        const root = document.querySelector('wicket-chat')?.shadowRoot;
        return root?.querySelectorAll('[role=log] > *').length === count;
      }, expected);
      assert.deepEqual(await intruders(page), []);
      assert.deepEqual(await page.evaluate('executed'), []);
    }
    assert.deepEqual(faults, []);
    await close();
  });

  it('through prompts, the names of things and the addresses of links', async () => {
    const all = batches(490);
    const bot = await bench.createBot();
    const { page, faults, close } = await bench.open(bot, { head: TRAP, clock: true });
    for (let at = 0; at < all.length; at += 20) {
      const messages = all.slice(at, at + 20);
      const link = `https://example.com/?${encodeURIComponent(payloads[at] ?? '')}#${encodeURIComponent(payloads[at + 1] ?? '')}`;
      await bench.setWidget(bot.deploymentId, {
        launcher: { prompts: { messages, mode: 'rotate', intervalSeconds: 1 } },
        ui: { privacyPolicyUrl: link.slice(0, 2000) },
        strings: { launcher: messages[0], placeholder: messages[1] ?? 'x', close: messages[2] ?? 'x' },
        theme: { fontFamily: (payloads[at] ?? '').slice(0, 200) || null },
      });
      await page.reload();
      await launcherOf(page).waitFor();
      for (let i = 0; i < messages.length; i++) await page.clock.runFor(1000);
      assert.deepEqual(await intruders(page), []);
    }
    await openChat(page);
    assert.deepEqual(await intruders(page), []);
    assert.deepEqual(await page.evaluate('executed'), []);
    assert.deepEqual(faults, []);
    await close();
  });

  it('the server refuses addresses that are no web addresses', async () => {
    const bot = await bench.createBot();
    await assert.rejects(
      bench.setWidget(bot.deploymentId, { ui: { privacyPolicyUrl: 'javascript:alert(1)' } }),
      /422/,
    );
  });

  /** Posts messages as one visitor would, several at a time. */
  async function converse(bot: Bot, pageUrl: string, questions: string[]) {
    const headers = {
      authorization: `Bearer ${bot.key}`,
      origin: new URL(pageUrl).origin,
      'content-type': 'application/json',
    };
    const opened = await fetch(`${bench.server.url}/widget/conversations`, {
      method: 'POST',
      headers,
      body: '{}',
    });
    const { conversation, visitorToken } = (await opened.json()) as {
      conversation: { id: string };
      visitorToken: string;
    };
    const posts = questions.map(async (text, i) => {
      const response = await fetch(`${bench.server.url}/widget/conversations/${conversation.id}/messages`, {
        method: 'POST',
        headers: { ...headers, accept: 'application/json', 'x-visitor-token': visitorToken },
        body: JSON.stringify({ text, clientMessageId: `c${i}` }),
      });
      assert.equal(response.status, 201, await response.text());
    });
    await Promise.all(posts);
    return { visitorToken, conversationId: conversation.id };
  }
});

/** The payloads, joined by lines to texts of at most so many characters. */
function batches(maxLength: number): string[] {
  const texts: string[] = [];
  let text = '';
  for (const payload of payloads) {
    for (let at = 0; at < payload.length; at += maxLength) {
      const piece = payload.slice(at, at + maxLength);
      if (text.length + piece.length + 1 > maxLength) {
        texts.push(text);
        text = '';
      }
      text += text === '' ? piece : `\n${piece}`;
    }
  }
  return texts.concat(text).filter((found) => found.trim() !== '');
}

/** Elements and attributes that the widget itself never makes. */
function intruders(page: Page): Promise<string[]> {
  return page.locator('wicket-chat').evaluate((host) => {
    const found: string[] = [];
    for (const element of host.shadowRoot?.querySelectorAll('*') ?? []) {
      if (
        /^(script|iframe|object|embed|style|link|base|meta|svg:script|video|audio|math)$/i.test(
          element.tagName,
        )
      )
        found.push(element.outerHTML);
      for (const name of element.getAttributeNames())
        if (/^on|^style$/.test(name)) found.push(element.outerHTML);
      const href = element.getAttribute('href');
      if (href && !/^(https?|mailto|tel):/.test(href)) found.push(element.outerHTML);
    }
    return found;
  });
}
