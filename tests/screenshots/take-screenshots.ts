import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { findChromium } from '../../test-support/chromium.ts';
import { openBrowser, type Person } from '../browser/support/console-person.ts';
import { type DemoServer, startDemoServer } from '../browser/support/demo-server.ts';
import { type Showcase, setUpShowcase } from './showcase.ts';
import { README_PICTURES, SHOWN_PAGES, type ShownPage } from './shown-pages.ts';

const IMAGES = resolve(import.meta.dirname, '../../docs/images');
/** Not in the repository: for looking at. */
const ALL = join(IMAGES, 'console/all');
const VIEWS = [
  { width: 1280, height: 800, colorScheme: 'light' },
  { width: 1280, height: 800, colorScheme: 'dark' },
  { width: 360, height: 740, colorScheme: 'light' },
  { width: 360, height: 740, colorScheme: 'dark' },
] as const;

// npm run screenshots              all pages
// npm run screenshots -- install   those whose name begins so
const wanted = process.argv[2] ?? '';
const server = await startDemoServer();
const browser = await (await findChromium()).launch();
try {
  await mkdir(ALL, { recursive: true });
  const showcase = await setUpShowcase(browser, server);
  // First, while the activity tells what the showcase did: some of the other pages are pictured after a change.
  await takeReadmePictures(browser, showcase);
  for (const view of VIEWS) await takeAll(browser, showcase, view);
  if ('demo-chat'.startsWith(wanted)) await takeDemoChat(browser, server);
} finally {
  await browser.close();
  await server.stop();
}

async function takeAll(browser: Browser, showcase: Showcase, view: (typeof VIEWS)[number]): Promise<void> {
  const { colorScheme, ...viewport } = view;
  const { context, page } = await signedIn(browser, showcase, { viewport, colorScheme });
  for (const shown of SHOWN_PAGES.filter(({ name }) => name.startsWith(wanted))) {
    await show(page, shown, showcase);
    const path = join(ALL, `${shown.name}-${view.width}-${colorScheme}.png`);
    await page.screenshot({ path, fullPage: shown.window !== true });
  }
  await context.close();
}

async function takeReadmePictures(browser: Browser, showcase: Showcase): Promise<void> {
  const viewport = { width: 1280, height: 800 };
  const { context, page } = await signedIn(browser, showcase, { viewport, colorScheme: 'light' });
  for (const shown of SHOWN_PAGES) {
    if (!README_PICTURES.has(shown.name) || !shown.name.startsWith(wanted)) continue;
    await show(page, shown, showcase);
    await page.screenshot({ path: join(IMAGES, 'console', `${shown.name}.png`) });
  }
  await context.close();
}

async function takeDemoChat(browser: Browser, { siteUrl }: DemoServer): Promise<void> {
  const viewport = { width: 1280, height: 800 };
  const { context, page } = await openBrowser(browser, { viewport, colorScheme: 'light' });
  await page.goto(siteUrl);
  await page.locator('wicket-chat [part=launcher]').click();
  await page.locator('wicket-chat textarea').fill('When are you open?');
  await page.locator('wicket-chat textarea').press('Enter');
  await page.locator('wicket-chat [part=panel]').getByText('Saturday').first().waitFor();
  await page.waitForLoadState('networkidle');
  await page.screenshot({ path: join(IMAGES, 'demo-chat.png') });
  await context.close();
}

async function signedIn(browser: Browser, { owner }: Showcase, options: object): Promise<Person> {
  const person = await openBrowser(browser, options);
  await person.context.addCookies(await owner.context.cookies());
  return person;
}

async function show(page: Page, { path, prepare }: ShownPage, { url, ids }: Showcase): Promise<void> {
  await page.goto(url + path.replace(/\{(\w+)\}/g, (_, name: string) => ids[name] ?? ''));
  await page.getByRole('heading').first().waitFor();
  await page.waitForLoadState('networkidle');
  await prepare?.(page);
}
