import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { CDPSession, Page } from 'playwright-core';
import { axeViolations } from './support/axe.ts';
import { callAs, type Person } from './support/console-person.ts';
import type { ConsoleServer } from './support/console-server.ts';
import { holdRequests } from './support/hold-requests.ts';
import { type OwnedConsole, openOwnedConsole } from './support/owned-console.ts';

describe('passkeys in the console', () => {
  let scene: OwnedConsole;
  let server: ConsoleServer;
  let owner: Person;
  let page: Page;
  let devtools: CDPSession;
  let authenticatorId: string;
  before(async () => {
    scene = await openOwnedConsole();
    ({ server, owner, page } = scene);
    devtools = await owner.context.newCDPSession(page);
    await devtools.send('WebAuthn.enable');
    ({ authenticatorId } = await devtools.send('WebAuthn.addVirtualAuthenticator', {
      options: {
        protocol: 'ctap2',
        transport: 'internal',
        hasResidentKey: true,
        hasUserVerification: true,
        isUserVerified: true,
        automaticPresenceSimulation: true,
      },
    }));
  });
  after(() => scene?.close());

  const signOut = async () => {
    await page.getByRole('button', { name: 'Account' }).click();
    await page.getByRole('menuitem', { name: 'Sign out' }).click();
    await page.getByRole('heading', { name: 'Sign in' }).waitFor();
  };

  it('one is added', async () => {
    await page.goto(`${server.url}/console/security`);
    await page.getByLabel('Name of the passkey').fill('Laptop');
    await page.getByRole('button', { name: 'Add a passkey' }).click();
    await page.getByText('The passkey is added').waitFor();
    await page.getByRole('button', { name: 'Remove the passkey Laptop' }).waitFor();
    assert.deepEqual(await axeViolations(page), []);
    const { credentials } = await devtools.send('WebAuthn.getCredentials', { authenticatorId });
    assert.equal(credentials.length, 1);
  });

  it('it signs in without a password', async () => {
    await signOut();
    await page.getByRole('button', { name: 'Sign in with a passkey' }).click();
    await page.getByRole('heading', { name: 'Chatbots', level: 1 }).waitFor();
    const { body } = await callAs(page, 'GET', '/activity?action=session.created');
    assert.deepEqual(body.data[0].detail, { method: 'passkey' });
  });

  it('one that did not ask who holds it does not', async () => {
    await signOut();
    await devtools.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified: false });
    const button = page.getByRole('button', { name: 'Sign in with a passkey' });
    // Held back until the button was seen busy: only then does its rest tell that it is over.
    const held = await holdRequests(page, '**/passkey/generate-authenticate-options');
    await button.click();
    await button.and(page.locator('[data-loading]')).waitFor();
    held.release();
    await button.and(page.locator(':not([data-loading])')).waitFor();
    assert.equal((await callAs(page, 'GET', '/chatbots')).status, 401);
    await devtools.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified: true });
  });

  it('removed, it opens nothing any more', async () => {
    await page.getByRole('button', { name: 'Sign in with a passkey' }).click();
    await page.getByRole('heading', { name: 'Chatbots', level: 1 }).waitFor();
    await page.goto(`${server.url}/console/security`);
    await page.getByRole('button', { name: 'Remove the passkey Laptop' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Remove the passkey' }).click();
    await page.getByText('No passkey yet').waitFor();
    await signOut();
    await page.getByRole('button', { name: 'Sign in with a passkey' }).click();
    await page.getByRole('alert').waitFor();
    assert.equal((await callAs(page, 'GET', '/chatbots')).status, 401);
  });

  it('nothing on the way broke the page’s own policy or threw', () => {
    assert.deepEqual(owner.complaints, []);
  });
});
