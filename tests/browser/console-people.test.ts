import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Browser } from 'playwright-core';
import { axeViolations } from './support/axe.ts';
import { callAs, createChatbot, openBrowser, PASSWORD, type Person } from './support/console-person.ts';
import type { ConsoleServer } from './support/console-server.ts';
import { type OwnedConsole, openOwnedConsole } from './support/owned-console.ts';
import { readQrCode } from './support/read-qr-code.ts';
import { totpCode } from './support/totp.ts';

describe('people in the console', () => {
  let scene: OwnedConsole;
  let server: ConsoleServer;
  let browser: Browser;
  let owner: Person;
  let guest: Person;
  let chatbotId: string;
  let deploymentId: string;
  before(async () => {
    scene = await openOwnedConsole();
    ({ server, browser, owner } = scene);
    chatbotId = await createChatbot(owner.page, 'Helper');
    await createChatbot(owner.page, 'Secret project');
    const created = await callAs(owner.page, 'POST', `/chatbots/${chatbotId}/deployments`, {
      type: 'website',
      label: 'Shop',
      environment: 'live',
      site: 'https://www.example.com',
    });
    deploymentId = created.body.deployment.id;
  });
  after(() => scene?.close());

  it('an invitation without mail ends on a link, which a second person accepts', async () => {
    const { page } = owner;
    await page.goto(`${server.url}/console/settings/members`);
    await page.getByRole('button', { name: 'Invite somebody' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('E-mail').fill('guest@example.com');
    const grants = dialog.getByRole('group', { name: 'Helper' });
    await grants.getByRole('checkbox', { name: 'Edit' }).check();
    assert.equal(
      await grants.getByRole('checkbox', { name: 'View' }).isChecked(),
      true,
      'editing shows it too',
    );
    await dialog.getByRole('button', { name: 'Invite', exact: true }).click();
    const link = await dialog.getByRole('textbox', { name: 'Invitation link' }).inputValue();

    guest = await openBrowser(browser);
    await guest.page.goto(link);
    await guest.page.getByText('To Workshop, as Member.').waitFor();
    assert.deepEqual(await axeViolations(guest.page), []);
    await guest.page.getByLabel('Your name').fill('Guest');
    await guest.page.getByLabel('Password', { exact: true }).fill(PASSWORD);
    await guest.page.getByRole('button', { name: 'Create the account' }).click();
    await guest.page.getByRole('link', { name: 'Helper' }).waitFor();
  });

  it('a member sees only what is granted', async () => {
    const { page } = guest;
    assert.equal(await page.getByText('Secret project').count(), 0);
    assert.equal(await page.getByRole('link', { name: 'API keys' }).count(), 0);
    assert.equal(await page.getByRole('button', { name: 'New chatbot' }).count(), 0);
  });

  it('a member without deploy sees neither rotate nor revoke', async () => {
    const { page } = guest;
    for (const path of [`/chatbots/${chatbotId}/install`, `/chatbots/${chatbotId}/install/${deploymentId}`]) {
      await page.goto(`${server.url}/console${path}`);
      await page.getByText('Shop').first().waitFor();
      await page.waitForLoadState('networkidle');
      assert.equal(await page.getByRole('button', { name: /rotate|revoke/i }).count(), 0, path);
      assert.deepEqual(await axeViolations(page), [], path);
    }
    await page.getByText('Ask an admin for the permission “Deploy”').waitFor();
    assert.equal(await page.getByLabel('Domain', { exact: true }).isDisabled(), true);
  });

  it('a member who was sent to a page of the settings reads why nothing can be changed there', async () => {
    const { page } = guest;
    for (const name of ['organization', 'members', 'domains', 'api-keys', 'rotation', 'notifications']) {
      await page.goto(`${server.url}/console/settings/${name}`);
      await page.getByText('Only owners and admins can change this').waitFor();
      await page.waitForLoadState('networkidle');
      const acts = page.getByRole('main').locator('button:enabled, input:enabled, select:enabled');
      assert.equal(await acts.count(), 0, name);
      assert.deepEqual(await axeViolations(page), [], name);
    }
  });

  it('and the API refuses the same', async () => {
    for (const path of ['rotations', 'revocation']) {
      const { status, body } = await callAs(guest.page, 'POST', `/deployments/${deploymentId}/${path}`);
      assert.deepEqual([status, body.code], [403, 'permission_denied'], path);
    }
  });

  it('an authenticator app is enrolled, and asked for at the next sign-in', async () => {
    const { page } = owner;
    await page.goto(`${server.url}/console/security`);
    await page.getByRole('button', { name: 'Turn on' }).click();
    await page.getByLabel('Your password').fill(PASSWORD);
    await page.getByRole('button', { name: 'Continue' }).click();
    const byHand = await page.getByRole('region', { name: 'Key', exact: true }).textContent();
    assert.deepEqual(await axeViolations(page), []);
    const hidden = await page
      .getByRole('region', { name: 'Key', exact: true })
      .evaluate((key) => key.scrollWidth - key.clientWidth);
    assert.equal(hidden, 0, 'whoever types it sees all of it');
    // What the app on a phone gets is what the camera sees.
    const scanned = new URL(await readQrCode(page.getByRole('img', { name: 'QR code of the key' })));
    assert.equal(`${scanned.protocol}//${scanned.host}`, 'otpauth://totp');
    assert.match(decodeURIComponent(scanned.pathname), /owner@example\.com$/);
    const secret = scanned.searchParams.get('secret') ?? '';
    assert.equal(secret, byHand?.trim());
    await page.getByLabel('Code that the app shows now').fill(totpCode(secret));
    await page.getByRole('dialog').getByRole('button', { name: 'Turn on' }).click();
    await page.getByText('The authenticator app is on').waitFor();

    const elsewhere = await openBrowser(browser);
    await elsewhere.page.goto(`${server.url}/console/`);
    await elsewhere.page.getByLabel('E-mail').fill('owner@example.com');
    await elsewhere.page.getByLabel('Password', { exact: true }).fill(PASSWORD);
    await elsewhere.page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await elsewhere.page.getByLabel('Code from your authenticator app').fill(totpCode(secret));
    assert.deepEqual(await axeViolations(elsewhere.page), []);
    await elsewhere.page.getByRole('button', { name: 'Continue' }).click();
    await elsewhere.page.getByRole('heading', { name: 'Chatbots', level: 1 }).waitFor();
    await elsewhere.context.close();
  });

  it('signing out everywhere else ends the other sessions', async () => {
    const { page } = owner;
    await page.goto(`${server.url}/console/security`);
    await page.getByRole('button', { name: 'Sign out everywhere else' }).click();
    await page.getByText('You are signed out everywhere else').waitFor();
    await page.getByRole('button', { name: 'Sign out everywhere else' }).waitFor({ state: 'detached' });
  });

  it('signing out leads to the sign-in, and the session is gone', async () => {
    const { page } = guest;
    await page.getByRole('button', { name: 'Account' }).click();
    await page.getByRole('menuitem', { name: 'Sign out' }).click();
    await page.getByRole('heading', { name: 'Sign in' }).waitFor();
    assert.equal((await callAs(page, 'GET', '/chatbots')).status, 401);
  });

  it('nothing on the way broke the page’s own policy or threw', () => {
    assert.deepEqual([...owner.complaints, ...guest.complaints], []);
  });
});
