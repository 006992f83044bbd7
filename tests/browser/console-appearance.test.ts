import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { FrameLocator, Page } from 'playwright-core';
import { axeViolations } from './support/axe.ts';
import { callAs, createChatbot, type Person } from './support/console-person.ts';
import type { ConsoleServer } from './support/console-server.ts';
import { type OwnedConsole, openOwnedConsole } from './support/owned-console.ts';

describe('the live preview of the appearance', () => {
  let scene: OwnedConsole;
  let server: ConsoleServer;
  let owner: Person;
  let page: Page;
  let preview: FrameLocator;
  let chatbotId: string;
  let deploymentId: string;
  before(async () => {
    scene = await openOwnedConsole();
    ({ server, owner, page } = scene);
    await page.setViewportSize({ width: 1280, height: 900 });
    chatbotId = await createChatbot(page, 'Helper');
    await callAs(page, 'PUT', `/chatbots/${chatbotId}/answers`, {
      answers: [{ question: 'When are you open?', answer: 'Every day from nine to five.' }],
    });
    const { body } = await callAs(page, 'POST', `/chatbots/${chatbotId}/deployments`, {
      type: 'website',
      label: 'Shop',
      environment: 'live',
      site: 'https://www.example.com',
    });
    deploymentId = body.deployment.id;
    await page.goto(`${server.url}/console/chatbots/${chatbotId}/appearance`);
    preview = page.frameLocator('iframe[title="Live preview of the chat"]');
  });
  after(() => scene?.close());

  const launcher = () => preview.locator('wicket-chat [part=launcher]');
  const panel = () => preview.locator('wicket-chat [part=panel]');

  it('is the real widget, and it chats', async () => {
    await launcher().click();
    await preview.getByRole('textbox').fill('When are you open?');
    await preview.getByRole('textbox').press('Enter');
    await preview.getByText('nine to five').waitFor();
    assert.deepEqual(await axeViolations(page), []);
  });

  it('what is said there is no conversation, and the deployment stays unused', async () => {
    const { body } = await callAs(page, 'GET', `/chatbots/${chatbotId}/conversations`);
    assert.deepEqual(body.data, []);
    const { body: deployment } = await callAs(page, 'GET', `/deployments/${deploymentId}`);
    assert.deepEqual([deployment.lastActiveAt, deployment.keys[0].lastUsedAt], [null, null]);
  });

  it('shows what is not saved, and keeps the focus where somebody types', async () => {
    await page.getByRole('radiogroup', { name: 'Position' }).getByText('Left').click();
    await page.getByRole('textbox', { name: 'Accent colour' }).fill('#b0208c');
    const shown = () =>
      launcher().evaluate((element) => {
        const { left } = element.getBoundingClientRect();
        return [left < 100, getComputedStyle(element).backgroundColor];
      });
    await page.waitForFunction(() => {
      const inside = document.querySelector('iframe')?.contentDocument?.querySelector('wicket-chat');
      const button = inside?.shadowRoot?.querySelector('[part=launcher]');
      return button != null && getComputedStyle(button).backgroundColor === 'rgb(176, 32, 140)';
    });
    assert.deepEqual(await shown(), [true, 'rgb(176, 32, 140)']);
    assert.equal(
      await page
        .getByRole('textbox', { name: 'Accent colour' })
        .evaluate((field) => field === document.activeElement),
      true,
    );
    const { body } = await callAs(page, 'GET', `/deployments/${deploymentId}`);
    assert.deepEqual([body.widget.launcher.position, body.widget.theme.accentColor], ['right', null]);
  });

  it('fills a container as soon as that is chosen, without taking the focus', async () => {
    const fill = page.getByRole('switch', { name: 'Fill the container that it stands in' });
    await fill.check({ force: true });
    await panel().waitFor();
    await preview.locator('wicket-chat[mode=inline]').waitFor();
    await page.waitForFunction(() => document.activeElement?.tagName !== 'IFRAME');
    await fill.uncheck({ force: true });
    await launcher().waitFor();
  });

  it('follows the visitor’s system, dark or light', async () => {
    const scheme = page.getByRole('radiogroup', { name: 'System of the visitor' });
    await scheme.getByText('Dark').click();
    await preview.locator('html[data-scheme=dark]').waitFor();
    await launcher().click();
    await panel().waitFor();
    const dark = await panel().evaluate((element) => getComputedStyle(element).backgroundColor);
    await scheme.getByText('Light').click();
    await preview.locator('html[data-scheme=light]').waitFor();
    await launcher().click();
    await panel().waitFor();
    assert.notEqual(await panel().evaluate((element) => getComputedStyle(element).backgroundColor), dark);
  });

  it('stays as it was while a field is wrong, and says so', async () => {
    await page.getByRole('textbox', { name: 'Accent colour' }).fill('#b0');
    await page.getByText('Shown as before').waitFor();
    await page.getByRole('textbox', { name: 'Accent colour' }).fill('#336699');
    await page.getByText('Shown as before').waitFor({ state: 'detached' });
  });

  it('a chat that does not show says why', async () => {
    await callAs(page, 'PATCH', `/chatbots/${chatbotId}`, {
      paused: { enabled: true, message: 'Back at nine' },
    });
    await page.reload();
    await page.getByText('The chat does not show here').waitFor();
    assert.deepEqual(await axeViolations(page), []);
  });

  it('without a chat there is the way to one', async () => {
    const empty = await createChatbot(page, 'Bare');
    await callAs(page, 'POST', `/chatbots/${empty}/deployments`, {
      type: 'custom',
      label: 'App',
      environment: 'live',
    });
    await page.goto(`${server.url}/console/chatbots/${empty}/appearance`);
    await page.getByText('No chat to look at yet').waitFor();
    assert.deepEqual(await axeViolations(page), []);
    await page.getByRole('link', { name: 'New deployment' }).click();
    await page.getByText('Where will it stand?').waitFor();
  });

  it('nothing on the way broke the page’s own policy or threw', () => {
    assert.deepEqual(owner.complaints, []);
  });
});
