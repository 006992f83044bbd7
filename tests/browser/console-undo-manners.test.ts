import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Page } from 'playwright-core';
import { axeViolations } from './support/axe.ts';
import { becomes } from './support/becomes.ts';
import { callAs, createChatbot, type Person } from './support/console-person.ts';
import type { ConsoleServer } from './support/console-server.ts';
import { holdRequests } from './support/hold-requests.ts';
import { type OwnedConsole, openOwnedConsole } from './support/owned-console.ts';

describe('how the console offers to undo', () => {
  let scene: OwnedConsole;
  let server: ConsoleServer;
  let owner: Person;
  let page: Page;
  let chatbotId: string;
  before(async () => {
    scene = await openOwnedConsole();
    ({ server, owner, page } = scene);
    await page.setViewportSize({ width: 1280, height: 900 });
    chatbotId = await createChatbot(page, 'Helper');
  });
  after(() => scene?.close());

  const open = (path = '') => page.goto(`${server.url}/console/chatbots/${chatbotId}${path}`);
  const read = async () => (await callAs(page, 'GET', `/chatbots/${chatbotId}`)).body;
  const nameField = () => page.getByRole('textbox', { name: 'Name' });
  const undoButton = () => page.getByRole('button', { name: 'Undo', exact: true });
  const undone = () => page.getByText('It is as it was before').last().waitFor();
  const save = () => page.getByRole('button', { name: 'Save', exact: true }).click();
  const rename = async (name: string) => {
    await nameField().fill(name);
    await save();
    await undoButton().waitFor();
  };

  it('it is announced, and within reach of the keyboard from where one was', async () => {
    await open();
    await rename('Bot by keyboard');
    await page
      .getByRole('alert')
      .filter({ hasText: 'Saved' })
      .getByRole('button', { name: 'Undo' })
      .waitFor();
    assert.deepEqual(await axeViolations(page), []);
    await page.getByRole('button', { name: 'Save', exact: true }).focus();
    const focused = () => page.evaluate(() => document.activeElement?.textContent);
    for (let presses = 0; presses < 12 && (await focused()) !== 'Undo'; presses += 1) {
      await page.keyboard.press('Tab');
    }
    assert.equal(await focused(), 'Undo');
    await page.keyboard.press('Enter');
    await undone();
    await becomes(() => nameField().inputValue(), 'Helper');
  });

  it('what somebody else has changed since is not overwritten, and that is said', async () => {
    await open();
    await rename('Mine');
    await callAs(page, 'PATCH', `/chatbots/${chatbotId}`, { name: 'Theirs' });
    await undoButton().click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('Somebody has changed the same thing after you').waitFor();
    assert.deepEqual(await axeViolations(page), []);
    assert.equal((await read()).name, 'Theirs');
    await dialog.getByRole('button', { name: 'Close' }).click();
    await undoButton().waitFor({ state: 'detached' });
  });

  it('what somebody else has changed beside it stays', async () => {
    await open();
    await rename('Helper');
    await callAs(page, 'PATCH', `/chatbots/${chatbotId}`, { welcomeMessage: 'Good morning' });
    await undoButton().click();
    await undone();
    const { name, welcomeMessage } = await read();
    assert.deepEqual([name, welcomeMessage], ['Theirs', 'Good morning']);
  });

  it('what is typed after the save stays typed', async () => {
    await open();
    await rename('Helper');
    await page.getByRole('textbox', { name: 'Welcome message' }).fill('Not saved yet');
    await undoButton().click();
    await undone();
    assert.equal(await page.getByRole('textbox', { name: 'Welcome message' }).inputValue(), 'Not saved yet');
  });

  it('and so does what is typed while it is saved', async () => {
    await open();
    const held = await holdRequests(page, `**/api/v1/chatbots/${chatbotId}`, 'PATCH');
    await nameField().fill(' Helpful ');
    await save();
    await held.sent;
    await page.getByRole('textbox', { name: 'Welcome message' }).fill('Not sent yet');
    held.release();
    await undoButton().waitFor();
    await becomes(() => nameField().inputValue(), 'Helpful');
    assert.equal(await page.getByRole('textbox', { name: 'Welcome message' }).inputValue(), 'Not sent yet');
    assert.equal((await read()).welcomeMessage, 'Good morning');
    await undoButton().click();
    await undone();
  });

  it('so do the days of a trial, and they can be saved then', async () => {
    const site = 'https://www.example.com';
    const body = { type: 'website', label: 'Shop', environment: 'live', site };
    const made = await callAs(page, 'POST', `/chatbots/${chatbotId}/deployments`, body);
    const path = `/deployments/${made.body.deployment.id}`;
    const daysLeft = async () => {
      const { reportOnly } = (await callAs(page, 'GET', path)).body;
      return Math.round((Date.parse(reportOnly.endsAt) - Date.now()) / 86_400_000);
    };
    await open(`/install/${made.body.deployment.id}`);
    const form = page.getByRole('region', { name: 'Who may use the keys' });
    await form.getByRole('button', { name: 'Remove localhost' }).click();
    await form.getByLabel('Report-only at first').check();
    const held = await holdRequests(page, `**/api/v1${path}`, 'PATCH');
    await form.getByRole('button', { name: 'Save' }).click();
    await held.sent;
    const days = form.getByRole('textbox', { name: 'Days' });
    await days.fill('14');
    held.release();
    await undoButton().waitFor();
    await form.getByText('Report-only until').waitFor();
    assert.equal(await days.inputValue(), '14');
    assert.equal(await daysLeft(), 7);
    await form.getByRole('button', { name: 'Save', disabled: false }).click();
    await becomes(daysLeft, 14);
    await days.waitFor({ state: 'detached' });
  });

  it('it outlives the page it was done on, and the page shows it when one is back', async () => {
    await open();
    await rename('Renamed');
    await page.getByRole('link', { name: 'Answers', exact: true }).click();
    await page.getByRole('heading', { name: 'Answers', level: 1 }).waitFor();
    await page.getByRole('link', { name: 'Overview', exact: true }).click();
    await undoButton().click();
    await undone();
    await page.getByRole('heading', { name: 'Theirs', level: 1 }).waitFor();
    await becomes(() => nameField().inputValue(), 'Theirs');
  });

  it('it stays long enough to be read, longer while the focus is on it, and goes by itself', async () => {
    await page.clock.install();
    await open();
    await rename('Renamed');
    await page.clock.fastForward(20_000);
    assert.equal(await undoButton().isVisible(), true);
    await undoButton().focus();
    await page.clock.fastForward(60_000);
    assert.equal(await undoButton().isVisible(), true);
    await nameField().focus();
    await page.clock.fastForward(40_000);
    await undoButton().waitFor({ state: 'detached' });
  });

  it('where it would not bring everything back it is not offered: a shorter time to keep conversations', async () => {
    await callAs(page, 'PATCH', `/chatbots/${chatbotId}`, { retentionDays: 30 });
    await open('/conversations');
    await page.getByRole('textbox', { name: 'Days' }).fill('7');
    await save();
    await page.getByText('Saved', { exact: true }).waitFor();
    assert.equal(await undoButton().count(), 0);
  });

  it('nothing on the way broke the page’s own policy or threw', () => {
    assert.deepEqual(owner.complaints, []);
  });
});
