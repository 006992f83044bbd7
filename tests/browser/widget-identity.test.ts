import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import type { Page } from 'playwright-core';
import type { Wicket as Api } from '../../packages/widget/wicket.d.ts';
import { holdRequests } from './support/hold-requests.ts';
import { ask, composerOf, openChat, WidgetBench } from './support/widget-bench.ts';

/** Collects what the widget tells about identities, before the loader is there. */
const COLLECT = `<script>
  window.seen = [];
  for (const name of ['identity:verified','identity:failed','identity:expiring','error'])
    document.addEventListener('wicket:' + name, (event) => seen.push(name + (event.detail && event.detail.code ? ' ' + event.detail.code : '')));
</script>`;

describe('who the visitor is', () => {
  let bench: WidgetBench;
  before(async () => {
    bench = await WidgetBench.start();
  });
  after(() => bench?.stop());

  it('where an identity is required the visitor is asked to sign in; a proof opens the chat, logout closes it', async () => {
    const bot = await bench.createBot({}, { identityMode: 'required' });
    const identify = await signer(bot.chatbotId);
    const { page, faults, close } = await bench.open(bot, { head: COLLECT });
    await openChat(page);
    await page.getByText('Please sign in to chat.').waitFor();
    assert.equal(await composerOf(page).isEditable(), false);
    await callIdentify(page, identify('u1', 3600));
    await ask(page, 'When are you open?');
    await page.getByText('Tuesday to Friday').waitFor();
    await page.evaluate(() => (window as never as { Wicket: Api }).Wicket.logout());
    assert.equal(await page.getByText('Tuesday to Friday').count(), 0);
    await page.getByText('Please sign in to chat.').waitFor();
    const seen = await page.evaluate<string[]>('seen');
    assert.ok(seen.includes('error identity_required'));
    assert.ok(seen.includes('identity:verified'));
    assert.deepEqual(faults, []);
    await close();
  });

  it('a proof is renewed before it runs out, by the function of the page', async () => {
    const bot = await bench.createBot({}, { identityMode: 'optional' });
    const identify = await signer(bot.chatbotId);
    const { page, close } = await bench.open(bot, { head: COLLECT, clock: true });
    await page.exposeFunction('freshToken', () => identify('u1', 3600));
    await openChat(page);
    await page.evaluate(() => {
      const { Wicket, freshToken } = window as never as { Wicket: Api; freshToken(): Promise<string> };
      return Wicket.identify(() => freshToken());
    });
    await ask(page, 'When are you open?');
    await page.waitForFunction('seen.includes("identity:verified")');
    await page.clock.runFor(3_500_000);
    await page.clock.fastForward(60_000);
    await page.waitForFunction('seen.filter((name) => name === "identity:verified").length === 2');
    assert.deepEqual(await page.evaluate('seen'), [
      'identity:verified',
      'identity:expiring',
      'identity:verified',
    ]);
    await close();
  });

  it('a proof is renewed in the next conversation, too', async () => {
    const bot = await bench.createBot({}, { identityMode: 'optional' });
    const identify = await signer(bot.chatbotId);
    const { page, close } = await bench.open(bot, { head: COLLECT, clock: true });
    await page.exposeFunction('freshToken', () => identify('u1', 3600));
    await openChat(page);
    await page.evaluate('Wicket.identify(() => freshToken())');
    await ask(page, 'When are you open?');
    await page.waitForFunction('seen.includes("identity:verified")');
    await page.evaluate('Wicket.newConversation()');
    await page.clock.fastForward(3_590_000);
    await page.waitForFunction('seen.includes("identity:expiring")');
    await page.waitForFunction('seen.filter((name) => name === "identity:verified").length === 2');
    await close();
  });

  for (const [reason, days] of [
    ['ahead', 3],
    ['behind', -3],
  ] as const)
    it(`a proof is renewed in time where the visitor's clock is days ${reason}`, async () => {
      const bot = await bench.createBot({}, { identityMode: 'optional' });
      const identify = await signer(bot.chatbotId);
      const { page, close } = await bench.open(bot, { head: COLLECT });
      await page.clock.install({ time: Date.now() + days * 86_400_000 });
      await page.reload();
      await page.exposeFunction('freshToken', () => identify('u1', 3600));
      await openChat(page);
      await page.evaluate('Wicket.identify(() => freshToken())');
      await ask(page, 'When are you open?');
      await page.waitForFunction('seen.includes("identity:verified")');
      await page.clock.fastForward(3_400_000);
      await page.clock.runFor(1000);
      assert.deepEqual(await page.evaluate('seen'), ['identity:verified'], 'not yet');
      await page.clock.fastForward(300_000);
      await page.waitForFunction('seen.includes("identity:expiring")');
      await close();
    });

  it('a forged identity fails with its code', async () => {
    const bot = await bench.createBot({}, { identityMode: 'optional' });
    const { page, close } = await bench.open(bot, { head: COLLECT });
    await openChat(page);
    await page.evaluate(() =>
      (window as never as { Wicket: Api }).Wicket.identify({ userId: 'u1', userHash: 'f'.repeat(64) }),
    );
    await ask(page, 'When are you open?');
    await page.waitForFunction('seen.includes("identity:failed identity_invalid")');
    await close();
  });

  const unwritable: [reason: string, script: string][] = [
    ['a cycle', 'const u = { userId: "u1" }; u.self = u; Wicket.identify(u)'],
    ['a BigInt', 'Wicket.identify({ userId: 1n, userHash: "f" })'],
    ['a getter that throws', 'Wicket.identify({ get token() { throw new Error("no token") } })'],
    ['toJSON that throws', 'Wicket.identify({ toJSON() { throw new Error("no JSON") } })'],
    ['a function that brings a cycle', 'const u = {}; u.self = u; Wicket.identify(async () => u)'],
    ['a function that throws no error', 'Wicket.identify(() => { throw Symbol("no") })'],
    ['a function that throws what is no text', 'Wicket.identify(() => { throw { toString() { throw 1 } } })'],
  ];
  for (const [reason, script] of unwritable)
    it(`an identity that cannot be written is refused in one line, and the visitor goes on: ${reason}`, async () => {
      const bot = await bench.createBot({}, { identityMode: 'optional' });
      const { page, faults, warnings, close } = await bench.open(bot, { head: COLLECT });
      await openChat(page);
      await page.evaluate(`(() => { ${script} })()`);
      await ask(page, 'When are you open?');
      await page.getByText('Tuesday to Friday').waitFor();
      await ask(page, 'Where is the handbook?');
      await page.getByRole('link', { name: /handbook/ }).waitFor();
      assert.deepEqual(await page.evaluate('seen'), ['identity:failed identity_source_failed']);
      assert.equal(warnings.length, 1);
      assert.match(warnings[0] ?? '', /^Wicketgate: identity_source_failed: /);
      assert.deepEqual(faults, []);
      await close();
    });

  const nobody: [reason: string, script: string][] = [
    ['an empty text', 'Wicket.identify("")'],
    ['a function that brings an empty text', 'Wicket.identify(async () => "")'],
    ['a function that brings false', 'Wicket.identify(() => false)'],
    ['a function that brings nothing', 'Wicket.identify(() => undefined)'],
  ];
  for (const [reason, script] of nobody)
    it(`whom the page does not name is anonymous: ${reason}`, async () => {
      const bot = await bench.createBot({}, { identityMode: 'optional' });
      const { page, faults, warnings, close } = await bench.open(bot, { head: COLLECT });
      await openChat(page);
      await page.evaluate(`void ${script}`);
      await ask(page, 'When are you open?');
      await page.getByText('Tuesday to Friday').waitFor();
      assert.deepEqual([await page.evaluate('seen'), warnings, faults], [[], [], []]);
      await close();
    });

  it('where an identity is required, one that cannot be written is no end: the next one sends the message', async () => {
    const bot = await bench.createBot({}, { identityMode: 'required' });
    const identify = await signer(bot.chatbotId);
    const { page, faults, close } = await bench.open(bot);
    await openChat(page);
    await page.evaluate('Wicket.identify({ userId: 1n })');
    await ask(page, 'When are you open?');
    await page.getByText('Please sign in to chat.').waitFor();
    assert.equal(await composerOf(page).isEditable(), true);
    await callIdentify(page, identify('u1', 3600));
    await page.getByText('Tuesday to Friday').waitFor();
    assert.deepEqual(faults, []);
    await close();
  });

  it('who signed out while the server looked at an identity is not signed in by its answer', async () => {
    const bot = await bench.createBot({}, { identityMode: 'optional' });
    const identify = await signer(bot.chatbotId);
    const { page, close } = await bench.open(bot, { head: COLLECT });
    await openChat(page);
    await ask(page, 'When are you open?');
    await page.getByText('Tuesday to Friday').waitFor();
    const held = await holdRequests(page, '**/widget/identity', 'POST');
    const identifying = callIdentify(page, identify('u1', 3600));
    await held.sent;
    await page.evaluate('Wicket.logout()');
    held.release();
    await identifying;
    assert.deepEqual(await page.evaluate('seen'), []);
    await close();
  });

  /** Signs visitors' tokens as a customer's server would. */
  async function signer(chatbotId: string) {
    const { signingSecret } = await bench.server.api<{ signingSecret: { id: string; secret: string } }>(
      'POST',
      `/chatbots/${chatbotId}/signing-secrets`,
    );
    return (sub: string, lifeSeconds: number) => {
      const encode = (part: object) => Buffer.from(JSON.stringify(part)).toString('base64url');
      const exp = Math.floor(Date.now() / 1000) + lifeSeconds;
      const signed = `${encode({ alg: 'HS256', typ: 'JWT', kid: signingSecret.id })}.${encode({ sub, aud: chatbotId, exp })}`;
      return `${signed}.${createHmac('sha256', signingSecret.secret).update(signed).digest('base64url')}`;
    };
  }
});

function callIdentify(page: Page, token: string) {
  return page.evaluate((text) => (window as never as { Wicket: Api }).Wicket.identify(text), token);
}
