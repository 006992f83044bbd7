import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import type { Page } from 'playwright-core';
import { axeViolations } from './support/axe.ts';
import { becomes } from './support/becomes.ts';
import { callAs, createChatbot, type Person } from './support/console-person.ts';
import type { ConsoleServer } from './support/console-server.ts';
import { type OwnedConsole, openOwnedConsole } from './support/owned-console.ts';

const SITE = 'https://www.example.com';
/** What a visitor may send: it must stay text. */
const MARKUP = '<img src=x onerror="window.broken = true">';

describe('what visitors said and what members did, in the console', () => {
  let scene: OwnedConsole;
  let server: ConsoleServer;
  let owner: Person;
  let page: Page;
  let chatbotId: string;
  let deploymentId: string;
  let key: string;
  let signingSecret: string;
  before(async () => {
    scene = await openOwnedConsole();
    ({ server, owner, page } = scene);
    await page.setViewportSize({ width: 1280, height: 900 });
    chatbotId = await createChatbot(page, 'Helper');
    await callAs(page, 'PATCH', `/chatbots/${chatbotId}`, { identityMode: 'optional' });
    await callAs(page, 'PUT', `/chatbots/${chatbotId}/answers`, {
      answers: [{ question: 'When are you open?', answer: 'Every day from nine to five.' }],
    });
    const { body } = await callAs(page, 'POST', `/chatbots/${chatbotId}/deployments`, {
      type: 'website',
      label: 'Shop',
      environment: 'live',
      site: SITE,
    });
    deploymentId = body.deployment.id;
    key = body.key.secret;
    const secret = await callAs(page, 'POST', `/chatbots/${chatbotId}/signing-secrets`);
    signingSecret = secret.body.signingSecret.secret;
  });
  after(() => scene?.close());

  const open = (path: string) => page.goto(`${server.url}/console${path}`);
  const converse = async (text: string, identity?: object) => {
    const headers = { authorization: `Bearer ${key}`, origin: SITE, 'content-type': 'application/json' };
    const opened = await fetch(`${server.url}/widget/conversations`, {
      method: 'POST',
      headers,
      body: JSON.stringify(identity === undefined ? {} : { identity }),
    });
    assert.equal(opened.status, 201);
    const { conversation, visitorToken } = (await opened.json()) as {
      conversation: { id: string };
      visitorToken: string;
    };
    const posted = await fetch(`${server.url}/widget/conversations/${conversation.id}/messages`, {
      method: 'POST',
      headers: { ...headers, 'x-visitor-token': visitorToken },
      body: JSON.stringify({ text, clientMessageId: '1' }),
    });
    assert.equal(posted.status, 201);
  };

  it('an inbox without a conversation says when there will be one', async () => {
    await open(`/chatbots/${chatbotId}/conversations`);
    await page.getByRole('heading', { name: 'No conversation yet' }).waitFor();
  });

  it('conversations are listed with who wrote and whether that is proven, and read', async () => {
    await converse('When are you open?');
    const userHash = createHmac('sha256', signingSecret).update('user-7').digest('hex');
    await converse(MARKUP, { userId: 'user-7', userHash, name: MARKUP });
    await open(`/chatbots/${chatbotId}/conversations`);
    await page.getByRole('link', { name: 'Anonymous visitor' }).waitFor();
    const claimed = page.getByRole('row').filter({ hasText: MARKUP });
    // A userHash proves the userId alone: the name beside it is only claimed.
    await claimed.getByText('unverified', { exact: true }).waitFor();
    await page.getByRole('link', { name: 'Anonymous visitor' }).click();
    const messages = page.getByRole('main').getByRole('listitem');
    await messages.filter({ hasText: 'Visitor' }).getByText('When are you open?').waitFor();
    await messages.filter({ hasText: 'Bot' }).getByText('from nine to five').waitFor();
    assert.deepEqual(await axeViolations(page), []);
  });

  it('what a visitor wrote stays text', async () => {
    await open(`/chatbots/${chatbotId}/conversations`);
    await page.getByRole('link', { name: MARKUP }).click();
    await page.getByRole('main').getByRole('listitem').getByText(MARKUP).waitFor();
    assert.equal(await page.evaluate(() => 'broken' in window), false);
  });

  it('one is deleted for good, after saying so', async () => {
    await page.getByRole('button', { name: 'Delete conversation' }).click();
    await page.getByRole('dialog').getByText('deleted for good').waitFor();
    await page.getByRole('dialog').getByRole('button', { name: 'Delete conversation' }).click();
    await page.getByText('The conversation is deleted').waitFor();
    await page.getByRole('link', { name: 'Anonymous visitor' }).waitFor();
    assert.equal(await page.getByRole('link', { name: MARKUP }).count(), 0);
    const { body } = await callAs(page, 'GET', `/chatbots/${chatbotId}/conversations`);
    assert.equal(body.data.length, 1);
  });

  it('how long they are kept is said before it is saved', async () => {
    await page.getByRole('switch', { name: 'Keep for ever' }).uncheck({ force: true });
    await page.getByRole('textbox', { name: 'Days' }).fill('14');
    await page.getByText('Conversations that ended more than 14 days ago are deleted for good').waitFor();
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByText('Saved', { exact: true }).waitFor();
    const { body } = await callAs(page, 'GET', `/chatbots/${chatbotId}`);
    assert.equal(body.retentionDays, 14);
  });

  it('the activity is narrowed by a click on who or on what, and the address can be shared', async () => {
    await callAs(page, 'PATCH', `/deployments/${deploymentId}`, { label: 'Renamed' });
    await open('/settings/activity');
    await page.getByRole('button', { name: deploymentId, exact: true }).first().click();
    await page.waitForURL(new RegExp(`target=${deploymentId}`));
    await page.getByRole('cell', { name: 'chatbot.created', exact: true }).waitFor({ state: 'detached' });
    await page.reload();
    await page.getByRole('cell', { name: 'deployment.updated', exact: true }).waitFor();
    assert.equal(await page.getByRole('cell', { name: 'chatbot.created', exact: true }).count(), 0);
    await page.getByRole('button', { name: 'Clear filters' }).click();
    await page.getByRole('button', { name: 'First Owner' }).first().click();
    await page.waitForURL(/actor=/);
    await page.getByRole('cell', { name: 'chatbot.created', exact: true }).waitFor();
  });

  it('and by what is typed, in one go or after a pause', async () => {
    await open('/settings/activity');
    const action = page.getByLabel('What', { exact: true });
    await action.pressSequentially('key.rotated');
    await page.waitForURL(/action=key\.rotated/);
    await page.getByText('No event fits these filters').waitFor();
    await page.keyboard.type('?');
    await page.getByText('Two words and a dot').waitFor();
    await page.getByRole('cell', { name: 'chatbot.created', exact: true }).waitFor();
    for (let step = 0; step < 'rotated?'.length; step++) await page.keyboard.press('Backspace');
    await page.keyboard.type('issued');
    await page.waitForURL(/action=key\.issued/);
    await page.getByText('Two words and a dot').waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Clear filters' }).click();
    await action.and(page.locator('[value=""]')).waitFor();
    await action.pressSequentially('nonsense');
    await page.getByText('Two words and a dot').waitFor();
    await page.getByRole('button', { name: 'Clear filters' }).click();
    await action.and(page.locator('[value=""]')).waitFor();
    await page.getByText('Two words and a dot').waitFor({ state: 'detached' });
    const visited: string[] = [];
    page.on('framenavigated', (frame) => visited.push(frame.url()));
    // The clock stands meanwhile: on a busy machine the pause would be over before the click.
    await page.clock.install();
    await page.clock.pauseAt(Date.now() + 60_000);
    await page.getByLabel('On what (id)').pressSequentially(chatbotId);
    await page.getByRole('button', { name: deploymentId, exact: true }).first().click();
    await page.clock.resume();
    await page.waitForURL(new RegExp(`target=${deploymentId}`));
    // Told after as long a pause that began later: what was typed into the other field would have been told before it.
    await action.pressSequentially('key.issued');
    await page.waitForURL(/action=key\.issued/);
    assert.deepEqual(
      visited.filter((url) => url.includes(chatbotId)),
      [],
    );
    assert.match(page.url(), new RegExp(`target=${deploymentId}`));
    await becomes(() => page.getByLabel('On what (id)').inputValue(), deploymentId);
  });

  it('and by days of the viewer’s calendar', async () => {
    await open('/settings/activity?from=2001-01-01&to=2001-01-02');
    await page.getByText('No event fits these filters').waitFor();
    assert.equal(await page.getByLabel('From').inputValue(), '2001-01-01');
    await page.getByLabel('To', { exact: true }).fill('2100-01-01');
    await page.getByRole('cell', { name: 'chatbot.created', exact: true }).waitFor();
    const visited: string[] = [];
    page.on('framenavigated', (frame) => visited.push(new URL(frame.url()).search));
    await page.getByLabel('From').focus();
    await page.keyboard.type('03042025', { delay: 50 });
    await page.waitForURL(/from=2025-03-04/);
    assert.deepEqual(visited, ['?from=2025-03-04&to=2100-01-01'], 'no step back leads into the year 202');
  });

  it('an event shows all that is known of it: what was, what is, from where, and its place in the chain', async () => {
    await open(`/settings/activity?target=${deploymentId}&action=deployment.updated`);
    await page.getByRole('button', { name: /^Show details: deployment\.updated/ }).click();
    const dialog = page.getByRole('dialog');
    const detail = JSON.parse((await dialog.getByRole('region', { name: 'Detail' }).textContent()) ?? '');
    assert.deepEqual(detail.changed.label, { before: 'Shop', after: 'Renamed' });
    const { body } = await callAs(page, 'GET', `/activity?target=${deploymentId}&action=deployment.updated`);
    const [event] = body.data;
    for (const fact of [event.id, event.requestId, event.hash, event.ip]) {
      await dialog.getByText(fact, { exact: true }).waitFor();
    }
    assert.deepEqual(await axeViolations(page), []);
  });

  it('nothing on the way broke the page’s own policy or threw', () => {
    assert.deepEqual(owner.complaints, []);
  });
});
