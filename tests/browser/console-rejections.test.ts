import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { assertSoundView } from './support/assert-sound-view.ts';
import { axeViolations } from './support/axe.ts';
import { callAs, createChatbot, openBrowser, type Person } from './support/console-person.ts';
import type { ConsoleServer } from './support/console-server.ts';
import { type HostPage, serveHostPage } from './support/host-page.ts';
import { type OwnedConsole, openOwnedConsole } from './support/owned-console.ts';
import { VIEWS } from './support/views.ts';

const SITE = 'https://shop.example.com';
const LOOKALIKE = 'https://shop.examp1e.com';
/** What anybody may send as an Origin: it must stay text. */
const MARKUP = '<img src=x onerror="window.broken = true">';

describe('rejections in the console', () => {
  let scene: OwnedConsole;
  let server: ConsoleServer;
  let browser: Browser;
  let owner: Person;
  let page: Page;
  let host: HostPage;
  let chatbotId: string;
  let deploymentId: string;
  let key: string;
  before(async () => {
    scene = await openOwnedConsole();
    ({ server, browser, owner, page } = scene);
    chatbotId = await createChatbot(page, 'Helper');
    const created = await callAs(page, 'POST', `/chatbots/${chatbotId}/deployments`, {
      type: 'website',
      label: 'Shop',
      environment: 'live',
      site: SITE,
      allowLocalhost: false,
    });
    assert.equal(created.status, 201, JSON.stringify(created.body));
    deploymentId = created.body.deployment.id;
    key = created.body.key.secret;
    host = await serveHostPage(() => created.body.snippet.html);
  });
  after(async () => {
    await scene?.close();
    await host?.close();
  });

  const open = (path: string) => page.goto(`${server.url}/console/chatbots/${chatbotId}${path}`);
  const rowOf = (name: string) => page.getByRole('row').filter({ hasText: name });
  /** What the page of another origin gets, as its visitor sees it. */
  const visit = async (): Promise<{ status: number; reported: string | null }> => {
    const visitor = await openBrowser(browser);
    const answered = visitor.page.waitForResponse((answer) => answer.url().includes('/widget/config'));
    await visitor.page.goto(host.url);
    const answer = await answered;
    const told = { status: answer.status(), reported: answer.headers()['x-wicketgate-report-only'] ?? null };
    await visitor.context.close();
    return told;
  };
  const refuse = (origin: string) =>
    fetch(`${server.url}/widget/config`, { headers: { authorization: `Bearer ${key}`, origin } });

  it('an inbox without anything in it says what would appear there', async () => {
    await open('/rejections');
    await page.getByRole('heading', { name: 'Nothing was rejected' }).waitFor();
    assert.deepEqual(await axeViolations(page), []);
  });

  it('a refused page is listed, allowed with one click, and works without a restart', async () => {
    assert.equal((await visit()).status, 403);
    await open('/rejections');
    await rowOf(host.url).getByText('Origin not allowed').waitFor();
    await page.getByRole('button', { name: `Allow ${host.url}` }).click();
    await page.getByText(`${host.url} is allowed. It holds for the very next request.`).waitFor();
    await rowOf(host.url).waitFor({ state: 'detached' });
    assert.equal((await visit()).status, 200);
    await page.getByText('Allowed', { exact: true }).click();
    await rowOf(host.url).waitFor();
    await page.waitForURL(/status=allowed/);
  });

  it('a near miss is explained; a look-alike has a warning in the place of the button', async () => {
    for (const origin of ['http://shop.example.com', LOOKALIKE, MARKUP]) {
      assert.equal((await refuse(origin)).status, 403);
    }
    await open('/rejections');
    await rowOf('http://shop.example.com').getByText('other scheme', { exact: true }).waitFor();
    const warned = rowOf(LOOKALIKE);
    await warned.getByText('Looks like one of yours, but is another domain').waitFor();
    assert.equal(await warned.getByRole('button', { name: `Allow ${LOOKALIKE}`, exact: true }).count(), 0);
    await warned.getByRole('button', { name: `Allow anyway: ${LOOKALIKE}` }).click();
    await page.getByRole('dialog').getByText('Somebody may be copying your site').waitFor();
    await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click();
    assert.equal((await refuse(LOOKALIKE)).status, 403);
    await rowOf(MARKUP).waitFor();
    assert.equal(await page.evaluate(() => 'broken' in window), false);
    await page.getByRole('link', { name: 'Explain http://shop.example.com' }).click();
    await page.getByText(`${SITE} is allowed, http://shop.example.com has the other scheme`).waitFor();
  });

  it('calls that name a chatbot with several deployments are allowed on the one that is chosen', async () => {
    const bot = await createChatbot(page, 'Keyless');
    await callAs(page, 'PATCH', `/chatbots/${bot}`, { keylessEmbedding: true });
    for (const [label, site] of [
      ['First', SITE],
      ['Second', 'https://second.example.org'],
    ]) {
      await callAs(page, 'POST', `/chatbots/${bot}/deployments`, {
        type: 'website',
        label,
        environment: 'live',
        site,
      });
    }
    const origin = 'https://www.second.example.org';
    const call = () => fetch(`${server.url}/widget/config?chatbotId=${bot}`, { headers: { origin } });
    assert.equal((await call()).status, 403);
    await page.goto(`${server.url}/console/chatbots/${bot}/rejections`);
    await rowOf(origin).getByText('Named the chatbot').waitFor();
    assert.deepEqual(await axeViolations(page), []);
    await page.getByLabel(`Deployment that is to allow ${origin}`).selectOption('Second');
    await page.getByRole('button', { name: `Allow ${origin}` }).click();
    await rowOf(origin).waitFor({ state: 'detached' });
    assert.equal((await call()).status, 200);
  });

  it('what is muted leaves the list and can be brought back', async () => {
    await open('/rejections');
    await page.getByRole('button', { name: 'Mute http://shop.example.com' }).click();
    await rowOf('http://shop.example.com').waitFor({ state: 'detached' });
    await page.getByText('Muted', { exact: true }).click();
    await page.getByRole('button', { name: 'Unmute http://shop.example.com' }).click();
    await rowOf('http://shop.example.com').waitFor({ state: 'detached' });
    await page.getByText('Open', { exact: true }).click();
    await rowOf('http://shop.example.com').waitFor();
  });

  it('a tighter list is tried first: the page still works, and what it would refuse is recorded', async () => {
    await open(`/install/${deploymentId}`);
    await page.getByRole('button', { name: `Remove ${host.url}` }).click();
    await page.getByText('The last 7 days', { exact: true }).waitFor();
    await page.getByText(/^It would have refused 1 origin, \d+ calls? of \d+ calls?\.$/).waitFor();
    await page.getByLabel('Report-only at first').check();
    await page.getByLabel('For so many days').fill('3');
    assert.deepEqual(await axeViolations(page), []);
    await saveButton(page).click();
    await page.getByText(/^Report-only until/).waitFor();
    assert.deepEqual(await visit(), { status: 200, reported: 'origin_not_allowed' });
    await page.getByRole('link', { name: 'What it would have refused' }).click();
    await rowOf(host.url).getByText('let in (report-only)').waitFor();
  });

  // Side by side: each page waits until its network has been silent for half a second.
  describe('in each width and colour scheme', { concurrency: VIEWS.length }, () => {
    for (const { colorScheme, ...viewport } of VIEWS) {
      it(`breaks no accessibility rule and fits, ${viewport.width} px wide, ${colorScheme}`, async () => {
        const { context, page: viewed, complaints } = await openBrowser(browser, { viewport, colorScheme });
        await context.addCookies(await owner.context.cookies());
        for (const path of ['/rejections', `/install/${deploymentId}`]) {
          await viewed.goto(`${server.url}/console/chatbots/${chatbotId}${path}`);
          await viewed
            .getByText(/look-alike|Report-only until|Looks like/)
            .first()
            .waitFor();
          await viewed.waitForLoadState('networkidle');
          await assertSoundView(viewed, path);
        }
        assert.deepEqual(complaints, []);
        await context.close();
      });
    }
  });

  it('enforced with one click, the page is refused at once', async () => {
    await open(`/install/${deploymentId}`);
    await page.getByRole('button', { name: 'Enforce now' }).click();
    await page.getByText('The restriction is in force for the very next request.').waitFor();
    assert.deepEqual(await visit(), { status: 403, reported: null });
  });

  it('nothing on the way broke the page’s own policy or threw', () => {
    assert.deepEqual(owner.complaints, []);
  });
});

function saveButton(page: Page) {
  return page.getByRole('region', { name: 'Who may use the keys' }).getByRole('button', { name: 'Save' });
}
