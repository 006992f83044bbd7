import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { becomes } from './support/becomes.ts';
import { callAs, createChatbot, openBrowser, PASSWORD, type Person } from './support/console-person.ts';
import type { ConsoleServer } from './support/console-server.ts';
import { type OwnedConsole, openOwnedConsole } from './support/owned-console.ts';

const SITE = 'https://shop.example.com';
const ELSEWHERE = 'https://elsewhere.example.net';

describe('what is done in the console can be undone', () => {
  let scene: OwnedConsole;
  let server: ConsoleServer;
  let browser: Browser;
  let owner: Person;
  let page: Page;
  let key: string;
  const ids: Record<string, string> = {};
  before(async () => {
    scene = await openOwnedConsole();
    ({ server, browser, owner, page } = scene);
    await page.setViewportSize({ width: 1280, height: 900 });
    ids['BOT'] = await createChatbot(page, 'Helper');
    const created = await callAs(page, 'POST', `/chatbots/${ids['BOT']}/deployments`, {
      type: 'website',
      label: 'Shop',
      environment: 'live',
      site: SITE,
    });
    ids['DEP'] = created.body.deployment.id;
    key = created.body.key.secret;
    for (const { status } of [
      await callAs(page, 'PUT', '/organization/allowed-origins', { origins: ['https://example.org'] }),
      await callAs(page, 'POST', '/api-keys', { label: 'Export', scopes: ['read'] }),
      await callAs(page, 'POST', '/webhooks', {
        label: 'Desk',
        url: 'https://hooks.invalid/',
        events: ['key.*'],
      }),
    ]) {
      assert.ok(status < 300);
    }
  });
  after(() => scene?.close());

  const withIds = (path: string) => path.replace(/BOT|DEP/g, (name) => ids[name] ?? '');
  const open = (path: string) => page.goto(`${server.url}/console${withIds(path)}`);
  const read = async (path: string) => (await callAs(page, 'GET', withIds(path))).body;
  const undoButton = () => page.getByRole('button', { name: 'Undo', exact: true });
  const undone = () => page.getByText('It is as it was before').last().waitFor();
  const save = () => page.getByRole('button', { name: 'Save', exact: true }).click();
  const ask = async (origin: string) =>
    (await fetch(`${server.url}/widget/config?key=${key}`, { headers: { origin } })).status;
  const SAVES: readonly {
    what: string;
    at: string;
    kept: () => Promise<unknown>;
    act: () => Promise<void>;
  }[] = [
    {
      what: 'the settings of the organization',
      at: '/settings/organization',
      kept: async () => (await read('/organization')).name,
      act: () => page.getByRole('textbox', { name: 'Name' }).fill('Bakery'),
    },
    {
      what: 'the allowed domains of the organization',
      at: '/settings/domains',
      kept: async () => [await read('/organization/allowed-origins'), await ask('https://example.org')],
      act: () => page.getByRole('button', { name: 'Remove https://example.org' }).click(),
    },
    {
      what: 'a pause of the chatbot',
      at: '/chatbots/BOT',
      kept: async () => [(await read('/chatbots/BOT')).paused, await ask(SITE)],
      act: () => page.getByRole('switch', { name: 'Pause' }).check({ force: true }),
    },
    {
      what: 'answers',
      at: '/chatbots/BOT/answers',
      kept: () => read('/chatbots/BOT/answers'),
      act: async () => {
        await page.getByRole('button', { name: 'Add an answer' }).click();
        await page.getByLabel('Question').fill('When?');
        await page.getByRole('textbox', { name: 'Answer', exact: true }).fill('Now.');
      },
    },
    {
      what: 'the appearance',
      at: '/chatbots/BOT/appearance',
      kept: async () => (await read('/deployments/DEP')).widget,
      act: () => page.getByRole('radiogroup', { name: 'Position' }).getByText('Left').click(),
    },
    {
      what: 'how long conversations are kept, made longer',
      at: '/chatbots/BOT/conversations',
      kept: async () => (await read('/chatbots/BOT')).retentionDays,
      act: async () => {
        await callAs(page, 'PATCH', withIds('/chatbots/BOT'), { retentionDays: 30 });
        await page.reload();
        await page.getByRole('switch', { name: 'Keep for ever' }).check({ force: true });
      },
    },
  ];

  for (const { what, at, kept, act } of SAVES) {
    it(`a save of ${what}`, async () => {
      await open(at);
      await page.getByRole('button', { name: 'Save', exact: true }).waitFor();
      await act();
      const former = await kept();
      await save();
      await undoButton().waitFor();
      assert.notDeepEqual(await kept(), former);
      await undoButton().click();
      await undone();
      assert.deepEqual(await kept(), former);
      await page.getByRole('button', { name: 'Save', exact: true }).and(page.locator(':disabled')).waitFor();
    });
  }

  it('the restriction of a deployment, for the very next request', async () => {
    await open('/chatbots/BOT/install/DEP');
    const form = page.getByRole('region', { name: 'Who may use the keys' });
    await form.getByRole('button', { name: `Remove ${SITE}` }).click();
    await form.getByLabel('Domain', { exact: true }).fill(ELSEWHERE);
    await form.getByRole('button', { name: 'Add', exact: true }).click();
    await form.getByRole('button', { name: 'Save' }).click();
    await undoButton().waitFor();
    assert.deepEqual([await ask(SITE), await ask(ELSEWHERE)], [403, 200]);
    await undoButton().click();
    await undone();
    assert.deepEqual([await ask(SITE), await ask(ELSEWHERE)], [200, 403]);
    await form.getByRole('button', { name: `Remove ${SITE}` }).waitFor();
  });

  it('a restriction that is tried: the trial ends with it', async () => {
    await open('/chatbots/BOT/install/DEP');
    const form = page.getByRole('region', { name: 'Who may use the keys' });
    await form.getByRole('button', { name: 'Remove localhost' }).click();
    await form.getByLabel('Report-only at first').check();
    await form.getByRole('button', { name: 'Save' }).click();
    await undoButton().waitFor();
    assert.notEqual((await read('/deployments/DEP')).reportOnly, null);
    await undoButton().click();
    await undone();
    const { reportOnly, allowLocalhost } = await read('/deployments/DEP');
    assert.deepEqual([reportOnly, allowLocalhost], [null, true]);
  });

  it('the mode of the identity, chosen with one click', async () => {
    await open('/chatbots/BOT/identity');
    const off = page.getByRole('radio', { name: /^Off/ });
    await page.getByRole('radio', { name: /^Required/ }).click();
    await undoButton().click();
    await undone();
    await becomes(() => off.isChecked(), true);
    assert.equal((await read('/chatbots/BOT')).identityMode, 'off');
  });

  for (const [what, at, edit, kept] of [
    ['an API key', '/settings/api-keys', 'Edit Export', '/api-keys'],
    ['a target of notifications', '/settings/notifications', 'Edit “Desk”', '/webhooks'],
  ] as const) {
    it(`the edit of ${what}`, async () => {
      await open(at);
      const former = (await read(kept)).data[0];
      await page.getByRole('button', { name: edit }).click();
      await page.getByRole('dialog').getByLabel('Label').fill('Other');
      await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
      await page.getByText('Other', { exact: true }).waitFor();
      await undoButton().click();
      await undone();
      assert.deepEqual((await read(kept)).data[0], former);
      await page.getByText(former.label, { exact: true }).waitFor();
    });
  }

  it('the permissions of a member', async () => {
    const { body: invited } = await callAs(page, 'POST', '/invitations', {
      email: 'guest@example.com',
      role: 'member',
      permissions: [{ chatbotId: ids['BOT'], permissions: ['view', 'edit'] }],
    });
    const guest = await openBrowser(browser);
    await guest.page.goto(invited.link);
    await guest.page.getByLabel('Your name').fill('Guest');
    await guest.page.getByLabel('Password', { exact: true }).fill(PASSWORD);
    await guest.page.getByRole('button', { name: 'Create the account' }).click();
    await guest.page.getByRole('heading', { name: 'Chatbots', level: 1 }).waitFor();
    const permissions = async () =>
      (await read('/members')).data.find(({ name }: { name: string }) => name === 'Guest');
    const former = await permissions();
    await open('/settings/members');
    await page.getByRole('button', { name: 'Change what Guest may do' }).click();
    await page
      .getByRole('dialog')
      .getByRole('radio', { name: /^Admin/ })
      .check();
    await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
    await undoButton().waitFor();
    assert.equal((await permissions()).role, 'admin');
    await undoButton().click();
    await undone();
    const { lastSeenAt: _before, ...was } = former;
    const { lastSeenAt: _after, ...is } = await permissions();
    assert.deepEqual(is, was);
    await guest.context.close();
  });

  it('the allowance of a rejected origin: it is refused again', async () => {
    assert.equal(await ask(ELSEWHERE), 403);
    await open('/chatbots/BOT/rejections');
    await page.getByRole('button', { name: `Allow ${ELSEWHERE}` }).click();
    await undoButton().waitFor();
    assert.equal(await ask(ELSEWHERE), 200);
    await undoButton().click();
    await page.getByText(`${ELSEWHERE} is refused again`).waitFor();
    assert.deepEqual([await ask(ELSEWHERE), await ask(SITE)], [403, 200]);
    // The refused call brings it back among the open ones as soon as the counts are written.
    await page.waitForFunction(
      async (origin) => {
        const response = await fetch('/api/v1/rejections');
        const { data } = await response.json();
        return data.some((one: { origin: string }) => one.origin === origin);
      },
      ELSEWHERE,
      { polling: 200 },
    );
  });

  it('a mute', async () => {
    await open('/chatbots/BOT/rejections');
    await page.getByRole('button', { name: `Mute ${ELSEWHERE}` }).click();
    await page.getByRole('row').filter({ hasText: ELSEWHERE }).waitFor({ state: 'detached' });
    await undoButton().click();
    await page.getByRole('button', { name: `Mute ${ELSEWHERE}` }).waitFor();
  });

  it('nothing on the way broke the page’s own policy or threw', () => {
    assert.deepEqual(owner.complaints, []);
  });
});
