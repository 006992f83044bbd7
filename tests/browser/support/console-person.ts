import type { Browser, BrowserContext, Page } from 'playwright-core';
import { PATIENCE_MS } from './patience.ts';

export const PASSWORD = 'a sentence that is long enough';

/** Somebody with a browser of their own. */
export interface Person {
  readonly context: BrowserContext;
  readonly page: Page;
  /** What the browser complained of: exceptions and console errors, such as what the page's policy refused. */
  readonly complaints: string[];
}

export async function openBrowser(browser: Browser, options: object = {}): Promise<Person> {
  const context = await browser.newContext({ reducedMotion: 'reduce', ...options });
  const page = await context.newPage();
  page.setDefaultTimeout(PATIENCE_MS);
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    // A refused call is shown on the page; Chromium also writes it as a line of its own.
    const isRefusal = message.text().startsWith('Failed to load resource');
    if (message.type() === 'error' && !isRefusal) complaints.push(message.text());
  });
  return { context, page, complaints };
}

/** Follows the first set-up link and becomes the owner. */
export async function becomeOwner(browser: Browser, setupUrl: string): Promise<Person> {
  const person = await openBrowser(browser);
  const { page } = person;
  await page.goto(setupUrl);
  await page.getByLabel('Your name').fill('First Owner');
  await page.getByLabel('E-mail').fill('owner@example.com');
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
  await page.getByLabel('Name of your organization').fill('Workshop');
  await page.getByRole('button', { name: 'Create the account' }).click();
  await page.getByRole('heading', { name: 'Chatbots', level: 1 }).waitFor();
  return person;
}

export async function createChatbot(page: Page, name: string): Promise<string> {
  await page.goto(`${new URL(page.url()).origin}/console/chatbots`);
  await page.getByRole('button', { name: 'New chatbot' }).click();
  await page.getByRole('dialog').getByLabel('Name').fill(name);
  await page.getByRole('dialog').getByRole('button', { name: 'Create' }).click();
  await page.waitForURL(/\/chatbots\/bot_/);
  return /bot_\w+/.exec(page.url())?.[0] ?? '';
}

/** Calls the API as the person of this page: with the session's cookie and the page's origin. */
export function callAs(page: Page, method: string, path: string, body?: object) {
  return page.evaluate(
    async (call) => {
      const response = await fetch(`/api/v1${call.path}`, {
        method: call.method,
        ...(call.body === undefined
          ? {}
          : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(call.body) }),
      });
      const text = await response.text();
      return { status: response.status, body: text === '' ? null : JSON.parse(text) };
    },
    { method, path, body },
  );
}
