import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Page } from 'playwright-core';
import { type MailServer, startMailServer } from '../../packages/server/test/support/mail-server.ts';
import { assertSoundView } from './support/assert-sound-view.ts';
import { becomes } from './support/becomes.ts';
import { callAs, openBrowser, PASSWORD, type Person } from './support/console-person.ts';
import { type OwnedConsole, openOwnedConsole } from './support/owned-console.ts';

const EMAIL = 'owner@example.com';
const CHANGED = 'another sentence, longer still';
const RESET = 'a third one, after it was forgotten';

describe('passwords in the console', () => {
  let mails: MailServer;
  let scene: OwnedConsole;
  let page: Page;
  let elsewhere: Person;
  before(async () => {
    mails = await startMailServer();
    scene = await openOwnedConsole({ SMTP_URL: mails.url, MAIL_FROM: 'Wicketgate <chat@example.com>' });
    ({ page } = scene);
    elsewhere = await openBrowser(scene.browser);
    await signIn(elsewhere.page, PASSWORD);
  });
  after(async () => {
    await scene?.close();
    await mails?.close();
  });

  async function signIn(by: Page, password: string): Promise<void> {
    await by.goto(`${scene.server.url}/console/sign-in`);
    await by.getByLabel('E-mail').fill(EMAIL);
    await by.getByLabel('Password', { exact: true }).fill(password);
    await by.getByRole('button', { name: 'Sign in', exact: true }).click();
    await by.getByRole('heading', { name: 'Chatbots', level: 1 }).waitFor();
  }

  const statusOf = async (by: Page): Promise<number> => (await callAs(by, 'GET', '/chatbots')).status;

  it('one is changed by whoever knows it, and every other browser is signed out', async () => {
    await page.goto(`${scene.server.url}/console/security`);
    const current = page.getByLabel('Current password');
    const next = page.getByLabel('New password');
    const change = page.getByRole('button', { name: 'Change the password' });
    await current.fill(PASSWORD);
    await next.fill('too short');
    await change.click();
    await page.getByText('From 12 to 128 characters').waitFor();
    await current.fill('a sentence that is somebody else’s');
    await next.fill(CHANGED);
    await change.click();
    await page.getByRole('alert').waitFor();
    assert.equal(await statusOf(elsewhere.page), 200);
    await assertSoundView(page, 'a refused change');
    await current.fill(PASSWORD);
    await change.click();
    await page.getByText('The password is changed').waitFor();
    await becomes(async () => [await current.inputValue(), await next.inputValue()], ['', '']);
    assert.equal(await statusOf(page), 200);
    assert.equal(await statusOf(elsewhere.page), 401);
  });

  it('a page with a token is not kept on the way through a mail, and what cannot be read is none', async () => {
    const visitor = await elsewhere.context.newPage();
    const wanted = encodeURIComponent('/console/invitation?token=made-up');
    await visitor.goto(`${scene.server.url}/console/forgot-password?next=${wanted}`);
    await visitor.getByLabel('E-mail').fill('nobody@example.com');
    await visitor.getByRole('button', { name: 'Send the link' }).click();
    await visitor.getByRole('status').filter({ hasText: 'a link is on its way' }).waitFor();
    assert.doesNotMatch(await visitor.evaluate(() => JSON.stringify(localStorage)), /made-up/);
    for (const unreadable of ['{', 'null']) {
      await visitor.evaluate((text) => localStorage.setItem('wicket-wanted-page', text), unreadable);
      await visitor.goto(`${scene.server.url}/console/reset-password?token=made-up`);
      await visitor.getByLabel('New password').waitFor();
    }
    await visitor.close();
  });

  it('one that is forgotten is set anew by a link that was mailed, and that works once', async () => {
    const { page: visitor } = elsewhere;
    await visitor.goto(`${scene.server.url}/console/settings/members`);
    await visitor.getByLabel('E-mail').fill(EMAIL);
    await visitor.getByRole('link', { name: 'Forgot the password?' }).click();
    // Both pages ask for an address; the one that was typed comes along, but not in the address of the page.
    await visitor.getByRole('heading', { name: 'Reset the password' }).waitFor();
    assert.match(visitor.url(), /\/console\/forgot-password\?next=[^&]*members$/);
    await visitor.getByRole('link', { name: 'Back to sign-in' }).click();
    await visitor.getByRole('link', { name: 'Forgot the password?' }).click();
    const email = visitor.getByLabel('E-mail');
    assert.equal(await email.inputValue(), EMAIL);
    const send = visitor.getByRole('button', { name: 'Send the link' });
    const sent = visitor.getByRole('status').filter({ hasText: 'a link is on its way' });
    // Whether there is such an account is told to nobody.
    await email.fill('nobody@example.com');
    await send.click();
    await sent.waitFor();
    await visitor.reload();
    await email.fill(EMAIL);
    await send.click();
    await sent.waitFor();
    await assertSoundView(visitor, 'a link is on its way');
    await becomes(() => mails.mails.length, 1);
    const link = /http\S+\/console\/reset-password\?token=\S+/.exec(mails.mails[0] as string)?.[0] as string;

    await visitor.goto(link);
    const password = visitor.getByLabel('New password');
    const set = visitor.getByRole('button', { name: 'Set the password' });
    await password.fill(RESET);
    await assertSoundView(visitor, 'the link of the mail');
    await set.click();
    await visitor.getByRole('status').filter({ hasText: 'The new password is set' }).waitFor();
    assert.equal(await statusOf(page), 401, 'whoever was signed in is so no more');

    await visitor.goto(link);
    await password.fill(`${RESET}!`);
    await set.click();
    await visitor.getByRole('alert').waitFor();
    // By the link of the mail in a tab of its own, one still gets where one wanted to go.
    const tab = await elsewhere.context.newPage();
    await tab.goto(link);
    await tab.getByRole('link', { name: 'Back to sign-in' }).click();
    await tab.getByLabel('E-mail').fill(EMAIL);
    await tab.getByLabel('Password', { exact: true }).fill(RESET);
    await tab.getByRole('button', { name: 'Sign in', exact: true }).click();
    await tab.getByRole('heading', { name: 'Members', level: 1 }).waitFor();
    await tab.goto(link);
    await tab.getByRole('link', { name: 'Back to sign-in' }).click();
    await tab.getByRole('heading', { name: 'Sign in' }).waitFor();
    assert.match(tab.url(), /\/console\/sign-in$/, 'and only once');
    await tab.close();
    await signIn(visitor, RESET);
  });

  it('a link that lost its end says so', async () => {
    await elsewhere.page.goto(`${scene.server.url}/console/reset-password`);
    await elsewhere.page.getByText('This link is not complete').waitFor();
  });

  it('nothing on the way broke the page’s own policy or threw', () => {
    assert.deepEqual([...scene.owner.complaints, ...elsewhere.complaints], []);
  });
});
