import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { gzipSync } from 'node:zlib';
import type { Browser } from 'playwright-core';
import { assertSoundView } from './support/assert-sound-view.ts';
import { axeViolations } from './support/axe.ts';
import { callAs, createChatbot, openBrowser, PASSWORD, type Person } from './support/console-person.ts';
import type { ConsoleServer } from './support/console-server.ts';
import { type OwnedConsole, openOwnedConsole } from './support/owned-console.ts';
import { VIEWS } from './support/views.ts';

/** What somebody could have typed everywhere: it must stay text everywhere. */
const MARKUP = '<img src=x onerror="window.broken = true">';
const FIRST_PAGE_BYTES = 200_000;
/** Cumulative layout shift up to which a page counts as steady (web.dev, “CLS”). */
const STEADY = 0.1;

const PAGES: readonly [name: string, path: string][] = [
  ['chatbots', '/chatbots'],
  ['overview of a chatbot', '/chatbots/BOT'],
  ['answers', '/chatbots/BOT/answers'],
  ['install', '/chatbots/BOT/install?revoked=true'],
  ['the choice of a type', '/chatbots/BOT/install/new'],
  ['new website deployment', '/chatbots/BOT/install/new?type=website'],
  ['deployment', '/chatbots/BOT/install/DEP'],
  ['usage', '/chatbots/BOT/usage'],
  ['appearance', '/chatbots/BOT/appearance'],
  ['identity', '/chatbots/BOT/identity'],
  ['explain', '/explain'],
  ['an explained call', '/explain?deployment=DEP&origin=https%3A%2F%2Felsewhere.example'],
  ['conversations', '/chatbots/BOT/conversations'],
  ['a transcript', '/chatbots/BOT/conversations/CNV'],
  ['rejections', '/chatbots/BOT/rejections'],
  ['organization', '/settings/organization'],
  ['members', '/settings/members'],
  ['allowed domains', '/settings/domains'],
  ['API keys', '/settings/api-keys'],
  ['rotate everything', '/settings/rotation'],
  ['activity', '/settings/activity'],
  ['notifications', '/settings/notifications'],
  ['what was sent', '/settings/notifications/HOOK'],
  ['health', '/settings/health'],
  ['security', '/security'],
  ['sign-in', '/sign-in'],
  ['forgotten password', '/forgot-password'],
  ['new password', '/reset-password?token=t'],
  ['a spent set-up link', '/setup?token=t'],
  ['an invitation that is none', '/invitation?token=t'],
  ['an address that leads nowhere', '/nowhere'],
];

describe('every page of the console', () => {
  let scene: OwnedConsole;
  let server: ConsoleServer;
  let browser: Browser;
  let owner: Person;
  const ids: Record<string, string> = {};
  before(async () => {
    scene = await openOwnedConsole();
    ({ server, browser, owner } = scene);
    ids['BOT'] = await createChatbot(owner.page, MARKUP);
    ids['DEP'] = await fillWithMarkup(owner, ids['BOT']);
    ids['HOOK'] = await addTarget(owner);
    ids['CNV'] = await converseInMarkup(server.url, owner, ids['DEP']);
    await joinAsMarkup(browser, owner);
    await callAs(owner.page, 'PATCH', `/chatbots/${ids['BOT']}`, {
      paused: { enabled: true, message: MARKUP },
    });
  });
  after(() => scene?.close());

  // Two at a time: each page waits until its network has been silent for half a second.
  describe('in each width and colour scheme', { concurrency: 2 }, () => {
    for (const { colorScheme, ...viewport } of VIEWS) {
      it(`breaks no accessibility rule, fits and does not jump, ${viewport.width} px wide, ${colorScheme}`, async () => {
        const { context, page, complaints } = await openBrowser(browser, { viewport, colorScheme });
        await context.addCookies(await owner.context.cookies());
        await page.addInitScript(() => {
          const shifts = Object.assign(window, { shifted: 0 });
          new PerformanceObserver((list) => {
            for (const entry of list.getEntries())
              shifts.shifted += (entry as never as { value: number }).value;
          }).observe({ type: 'layout-shift', buffered: true });
        });
        const jumping: string[] = [];
        for (const [name, path] of PAGES) {
          await page.goto(`${server.url}/console${path.replace(/BOT|DEP|HOOK|CNV/g, (id) => ids[id] ?? '')}`);
          await page
            .getByRole('heading', { level: 1 })
            .or(page.getByRole('heading', { level: 2 }))
            .first()
            .waitFor();
          await page.waitForLoadState('networkidle');
          await assertSoundView(page, name);
          const shifted = await page.evaluate(() => (window as never as { shifted: number }).shifted);
          if (shifted >= STEADY) jumping.push(`${name}: ${shifted}`);
          assert.equal(
            await page.evaluate(() => 'broken' in window),
            false,
            `${name} ran what somebody typed`,
          );
        }
        assert.deepEqual([complaints, jumping], [[], []]);
        await context.close();
      });
    }
  });

  it('the first page needs less than 200 kB of JavaScript', async () => {
    const { context, page } = await openBrowser(browser);
    await context.addCookies(await owner.context.cookies());
    const scripts = new Map<string, Promise<Buffer>>();
    page.on('response', (response) => {
      if (response.url().endsWith('.js')) scripts.set(response.url(), response.body());
    });
    await page.goto(`${server.url}/console/chatbots`);
    await page.getByRole('heading', { name: 'Chatbots', level: 1 }).waitFor();
    const bodies = await Promise.all(scripts.values());
    const bytes = bodies.reduce((sum, body) => sum + gzipSync(body).length, 0);
    assert.ok(bytes < FIRST_PAGE_BYTES, `${bytes} bytes in ${bodies.length} files`);
    await context.close();
  });

  it('shows its times where the browser names a language that Intl refuses', async () => {
    const { context, page, complaints } = await openBrowser(browser);
    await context.addCookies(await owner.context.cookies());
    // As Chromium does on a system without a locale.
    await page.addInitScript(() => {
      Object.defineProperty(navigator, 'languages', { get: () => ['en-US@posix'] });
    });
    await page.goto(`${server.url}/console/settings/activity`);
    await page.getByRole('cell', { name: 'chatbot.created', exact: true }).waitFor();
    assert.deepEqual(complaints, []);
    await context.close();
  });

  it('says that there is no connection where there is none, and only there', async () => {
    const { context, page } = await openBrowser(browser);
    await context.addCookies(await owner.context.cookies());
    await page.route('**/api/v1/activity?*', (route) => route.abort());
    await page.goto(`${server.url}/console/settings/activity`);
    await page.getByRole('alert').getByText('No connection').waitFor();
    await page.unroute('**/api/v1/activity?*');
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByRole('cell', { name: 'chatbot.created', exact: true }).waitFor();
    await page.addInitScript(() => {
      const refuse = () => {
        throw new TypeError('a mistake of ours, or an old browser');
      };
      Object.assign(Intl, { RelativeTimeFormat: refuse });
    });
    await page.reload();
    await page.getByRole('alert').getByText('Something went wrong').waitFor();
    assert.deepEqual(await axeViolations(page), []);
    await context.close();
  });

  it('a stranger is sent to the sign-in, and from there back', async () => {
    const { context, page } = await openBrowser(browser);
    await page.goto(`${server.url}/console/settings/activity?action=chatbot.created`);
    await page.getByRole('heading', { name: 'Sign in' }).waitFor();
    await page.getByLabel('E-mail').fill('owner@example.com');
    await page.getByLabel('Password', { exact: true }).fill('a sentence that is long enough');
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await page.getByRole('cell', { name: 'chatbot.created', exact: true }).waitFor();
    assert.match(page.url(), /action=chatbot\.created/);
    await context.close();
  });
});

/** Puts markup into every text that the API takes. @returns the id of a deployment */
async function fillWithMarkup({ page }: Person, chatbotId: string): Promise<string> {
  const made = [
    await callAs(page, 'PATCH', `/chatbots/${chatbotId}`, {
      welcomeMessage: MARKUP,
    }),
    await callAs(page, 'PUT', `/chatbots/${chatbotId}/answers`, {
      answers: [{ question: MARKUP, answer: MARKUP }],
    }),
    await callAs(page, 'PATCH', '/organization', { name: MARKUP }),
    await callAs(page, 'PUT', '/organization/allowed-origins', { origins: ['*.example.com'] }),
    await callAs(page, 'POST', '/api-keys', { label: MARKUP, scopes: ['read'] }),
    await callAs(page, 'POST', `/chatbots/${chatbotId}/signing-secrets`),
    await callAs(page, 'POST', '/invitations', { email: 'guest@example.com', role: 'member' }),
  ];
  const created = await callAs(page, 'POST', `/chatbots/${chatbotId}/deployments`, {
    type: 'website',
    label: MARKUP,
    environment: 'live',
    stage: MARKUP,
    site: 'https://www.example.com',
    revealable: true,
  });
  const { id } = created.body.deployment;
  made.push(
    created,
    await callAs(page, 'PATCH', `/deployments/${id}`, {
      widget: { launcher: { prompts: { messages: [MARKUP] } }, theme: { fontFamily: MARKUP } },
    }),
  );
  for (const { status, body } of made) assert.ok(status < 300, JSON.stringify(body));
  return id;
}

/** A target that hears of everything and cannot be reached, so that its log has something in it. */
async function addTarget({ page }: Person): Promise<string> {
  const target = { label: MARKUP, url: 'https://hooks.invalid/', events: ['*'] };
  const { body } = await callAs(page, 'POST', '/webhooks', target);
  const tested = await callAs(page, 'POST', `/webhooks/${body.webhook.id}/tests`, {});
  assert.equal(tested.status, 201);
  return body.webhook.id;
}

interface Opened {
  conversation: { id: string };
  visitorToken: string;
}

/** A visitor who writes markup. @returns the id of the conversation */
async function converseInMarkup(url: string, { page }: Person, deploymentId: string): Promise<string> {
  const { body } = await callAs(page, 'POST', `/deployments/${deploymentId}/keys`);
  const headers = {
    authorization: `Bearer ${body.key.secret}`,
    origin: 'https://www.example.com',
    'content-type': 'application/json',
  };
  const opened = await fetch(`${url}/widget/conversations`, { method: 'POST', headers, body: '{}' });
  const { conversation, visitorToken } = (await opened.json()) as Opened;
  const posted = await fetch(`${url}/widget/conversations/${conversation.id}/messages`, {
    method: 'POST',
    headers: { ...headers, 'x-visitor-token': visitorToken },
    body: JSON.stringify({ text: MARKUP, clientMessageId: '1' }),
  });
  assert.equal(posted.status, 201);
  return conversation.id;
}

/** A member whose name is markup; the list of members and the activity show it. */
async function joinAsMarkup(browser: Browser, { page }: Person): Promise<void> {
  const { body } = await callAs(page, 'POST', '/invitations', { email: 'eve@example.com', role: 'admin' });
  const eve = await openBrowser(browser);
  await eve.page.goto(body.link);
  await eve.page.getByLabel('Your name').fill(MARKUP);
  await eve.page.getByLabel('Password', { exact: true }).fill(PASSWORD);
  await eve.page.getByRole('button', { name: 'Create the account' }).click();
  await eve.page.getByRole('heading', { name: 'Chatbots', level: 1 }).waitFor();
  await eve.context.close();
}
