import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { axeViolations } from './support/axe.ts';
import { becomes } from './support/becomes.ts';
import { callAs, createChatbot, openBrowser, type Person } from './support/console-person.ts';
import type { ConsoleServer } from './support/console-server.ts';
import { type OwnedConsole, openOwnedConsole } from './support/owned-console.ts';

const DAY_MS = 86_400_000;
const STORE = 'https://parts.myshopify.com';

describe('the Install tab', () => {
  let scene: OwnedConsole;
  let server: ConsoleServer;
  let browser: Browser;
  let owner: Person;
  let page: Page;
  let chatbotId: string;
  /** By label, as the wizard showed it. */
  const keys: Record<string, string> = {};
  before(async () => {
    scene = await openOwnedConsole();
    ({ server, browser, owner, page } = scene);
    await page.setViewportSize({ width: 1280, height: 900 });
    await owner.context.grantPermissions(['clipboard-read', 'clipboard-write']);
    chatbotId = await createChatbot(page, 'Helper');
  });
  after(() => scene?.close());

  const open = (path = '') => page.goto(`${server.url}/console/chatbots/${chatbotId}/install${path}`);
  const openDeployment = async (label: string) => {
    await open('?revoked=true');
    await page.getByRole('link', { name: label, exact: true }).click();
    await page.getByRole('heading', { name: label, level: 1 }).waitFor();
  };
  const clipboard = () => page.evaluate(() => navigator.clipboard.readText());
  const rowOf = (label: string) => page.getByRole('row').filter({ hasText: label });
  const ask = async (label: string, origin: string) =>
    (await fetch(`${server.url}/widget/config?key=${keys[label]}`, { headers: { origin } })).status;

  it('says what the first step is while there is none', async () => {
    await open();
    await page.getByRole('heading', { name: 'Not installed anywhere yet' }).waitFor();
    assert.equal(await page.getByRole('link', { name: 'New deployment' }).count(), 1);
  });

  const TYPES: readonly {
    type: string;
    label: string;
    fill?: () => Promise<void>;
    key: RegExp;
    shows: string;
  }[] = [
    {
      type: 'Website',
      label: 'Shop',
      fill: async () => {
        await page.getByRole('button', { name: 'Create deployment' }).click();
        await page.getByText('Write the domain of the page').waitFor();
        await page.getByLabel('Domain of the page').fill('https://www.example.com');
        await page.getByLabel('Stage').fill('production');
        await page.getByLabel('Keep the key readable').check({ force: true });
      },
      key: /^cb_live_\w{36}$/,
      shows: 'data-key=',
    },
    {
      type: 'Shopify',
      label: 'Parts store',
      key: /^cb_live_\w{36}$/,
      shows: 'data-key=',
    },
    {
      type: 'WordPress',
      label: 'Blog',
      fill: () => page.getByRole('radiogroup', { name: 'Environment' }).getByText('Test').click(),
      key: /^cb_test_\w{36}$/,
      shows: 'wp_footer',
    },
    { type: 'Custom', label: 'Mobile app', key: /^cb_sk_live_\w{36}$/, shows: 'curl' },
  ];

  for (const { type, label, fill, key, shows } of TYPES) {
    it(`a new deployment of the type ${type} ends on its key, to be copied, and on what to do with it`, async () => {
      await open('/new');
      await page.getByRole('button', { name: new RegExp(`^${type}`) }).click();
      await page.waitForURL(/type=/);
      await page.getByLabel('Label').fill(label);
      await fill?.();
      await page.getByRole('button', { name: 'Create deployment' }).click();
      const field = page.getByLabel(label, { exact: true });
      keys[label] = await field.inputValue();
      assert.match(keys[label] ?? '', key);
      await page.getByRole('button', { name: 'Copy key', exact: true }).click();
      await becomes(clipboard, keys[label]);
      await page.getByRole('region', { name: 'code', exact: true }).getByText(shows).first().waitFor();
      await page.getByText('Waiting for the first call').waitFor();
      // Away from the button that says “Copied”: what is judged is the page.
      await page.mouse.move(0, 0);
      await page.getByRole('tooltip').waitFor({ state: 'detached' });
      assert.deepEqual(await axeViolations(page), []);
    });
  }

  it('the table tells them apart: type, environment and stage, site, masked key, last call, status', async () => {
    assert.equal(await ask('Shop', 'https://www.example.com'), 200);
    await open();
    await rowOf('www.example.com').waitFor();
    const shown = await rowOf('www.example.com').getByRole('cell').allTextContents();
    const mask = (label: string) => `••••${keys[label]?.slice(-4)}`;
    for (const [index, part] of [
      [0, 'ShopWebsite'],
      [1, 'Liveproduction'],
      [2, 'www.example.com'],
      [3, mask('Shop')],
      [4, 'never'],
      [5, 'Active'],
    ] as const) {
      assert.ok(shown[index]?.includes(part), `${shown[index]} has ${part}`);
    }
    await rowOf('Parts store').getByText('Not linked').waitFor();
    await rowOf('Blog').getByText(mask('Blog')).waitFor();
    assert.equal((await page.content()).includes(keys['Shop'] ?? '-'), false);
  });

  it('a Shopify deployment is refused everywhere until its store is written, and then works there', async () => {
    assert.equal(await ask('Parts store', STORE), 403);
    await openDeployment('Parts store');
    await page.getByText('Not linked to a site yet').waitFor();
    await page.getByLabel('Store', { exact: true }).fill(STORE);
    await page.getByRole('region', { name: 'Settings' }).getByRole('button', { name: 'Save' }).click();
    await page.getByText('Not linked to a site yet').waitFor({ state: 'detached' });
    const form = page.getByRole('region', { name: 'Who may use the keys' });
    if ((await ask('Parts store', STORE)) !== 200) {
      await form.getByLabel('Domain', { exact: true }).fill(STORE);
      await form.getByRole('button', { name: 'Add', exact: true }).click();
      await form.getByRole('button', { name: 'Save' }).click();
      await page.getByText('It holds for the very next request').waitFor();
    }
    assert.equal(await ask('Parts store', STORE), 200);
  });

  it('times are relative, and exact in the zone of whoever looks', async () => {
    const viewer = await openBrowser(browser, { timezoneId: 'Asia/Kolkata' });
    await viewer.context.addCookies(await owner.context.cookies());
    await viewer.page.clock.setFixedTime(Date.now() + 2 * DAY_MS);
    await viewer.page.goto(`${server.url}/console/settings/activity`);
    const time = viewer.page.getByRole('cell', { name: '2 days ago' }).first().locator('time');
    await time.hover();
    await viewer.page
      .getByRole('tooltip')
      .getByText(/GMT\+5:30$/)
      .waitFor();
    await viewer.context.close();
  });

  it('only a key that was to stay readable can be looked at again, and hidden', async () => {
    await openDeployment('Blog');
    assert.equal(await page.getByRole('button', { name: /^Show cb_/ }).count(), 0);
    await openDeployment('Shop');
    const section = page.getByRole('region', { name: 'Keys', exact: true });
    await section.getByRole('button', { name: /^Show cb_/ }).click();
    await section.getByText(keys['Shop'] ?? '', { exact: true }).waitFor();
    await section.getByRole('button', { name: 'Copy key', exact: true }).click();
    await becomes(clipboard, keys['Shop']);
    await section.getByRole('button', { name: 'Hide' }).click();
    await section.getByText(keys['Shop'] ?? '', { exact: true }).waitFor({ state: 'detached' });
  });

  it('a second key works beside the first until one is ended; a fourth is not to be had', async () => {
    await openDeployment('Shop');
    const section = page.getByRole('region', { name: 'Keys', exact: true });
    await section.getByRole('button', { name: 'Add a second key' }).click();
    keys['second'] = await page.getByRole('dialog').getByLabel('The key').inputValue();
    await page.getByRole('dialog').getByRole('button', { name: 'Close' }).click();
    const site = 'https://www.example.com';
    assert.deepEqual([await ask('Shop', site), await ask('second', site)], [200, 200]);
    await section.getByRole('button', { name: 'Add a second key' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Close' }).click();
    await page.getByText('At most 3 live keys').waitFor();
    assert.equal(await section.getByRole('button', { name: 'Add a second key' }).isDisabled(), true);
    await section.getByRole('button', { name: new RegExp(`^End .*${keys['second']?.slice(-4)}$`) }).click();
    await page.getByRole('dialog').getByText('is refused from the moment this is done').waitFor();
    await page.getByRole('dialog').getByRole('button', { name: 'End this key' }).click();
    await page.getByText('The key is ended').waitFor();
    assert.deepEqual([await ask('Shop', site), await ask('second', site)], [200, 401]);
  });

  it('a rotation by keyboard alone, from the row and back to it', async () => {
    await open();
    const button = page.getByRole('button', { name: 'Rotate the key of Blog' });
    await button.focus();
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog');
    await dialog.waitFor();
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    await becomes(() => button.evaluate((element) => element === document.activeElement), true);
    await page.keyboard.press('Enter');
    await dialog.waitFor();
    await dialog.getByRole('radio', { checked: true }).focus();
    await page.keyboard.press('ArrowDown');
    assert.equal(await dialog.getByRole('radio', { name: 'for an hour' }).isChecked(), true);
    await page.keyboard.press('Enter');
    const fresh = await dialog.getByLabel('The key').inputValue();
    assert.match(fresh, /^cb_test_\w{36}$/);
    await page.keyboard.press('Escape');
    assert.equal(await dialog.isVisible(), true, 'a slip of the hand does not lose it');
  });

  it('the trash says what it takes away; the row stays on demand, and can then be taken out of the list', async () => {
    await open();
    await page.getByRole('button', { name: /^Revoke Shop: every page with its keys loses the chat/ }).click();
    await page
      .getByRole('dialog')
      .getByText('Pages that embed it lose their chat. This cannot be undone')
      .waitFor();
    await page.getByRole('dialog').getByRole('button', { name: 'Revoke' }).click();
    await rowOf('www.example.com').waitFor({ state: 'detached' });
    assert.equal(await ask('Shop', 'https://www.example.com'), 401);
    await page.getByLabel('Show revoked').check({ force: true });
    await rowOf('www.example.com').getByText('Revoked').waitFor();
    await page.getByRole('button', { name: 'Remove Shop from this list' }).click();
    await page.getByRole('dialog').getByText('stays in the activity').waitFor();
    await page.getByRole('dialog').getByRole('button', { name: 'Remove from the list' }).click();
    await rowOf('www.example.com').waitFor({ state: 'detached' });
    const { body } = await callAs(page, 'GET', '/activity?action=deployment.revoked');
    assert.equal(body.data.length, 1);
  });

  it('what somebody else has revoked meanwhile is shown as such after the refusal', async () => {
    const made = await callAs(page, 'POST', `/chatbots/${chatbotId}/deployments`, {
      ...{ type: 'website', label: 'Twice', environment: 'live', site: 'https://twice.example.com' },
    });
    const { id } = made.body.deployment;
    await page.goto(`${server.url}/console/chatbots/${chatbotId}/install/${id}`);
    await page.getByRole('button', { name: 'Revoke', exact: true }).click();
    const dialog = page.getByRole('dialog');
    await dialog.waitFor();
    await callAs(page, 'POST', `/deployments/${id}/revocation`);
    await dialog.getByRole('button', { name: 'Revoke' }).click();
    await dialog.getByText('Already revoked').waitFor();
    await page.getByText('This deployment is revoked: all its keys are refused').waitFor();
    await dialog.getByRole('button', { name: 'Close' }).click();
  });

  it('an error says what to change, with its request id to copy', async () => {
    await open();
    await page.route('**/api/v1/deployments/*/rotations', (route) =>
      route.continue({ postData: JSON.stringify({ graceSeconds: -1 }) }),
    );
    await page.getByRole('button', { name: 'Rotate the key of Mobile app' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: 'Rotate', exact: true }).click();
    await dialog.getByText(/graceSeconds/).waitFor();
    await dialog.getByRole('button', { name: 'Copy Request id' }).click();
    await becomes(async () => /^req_\w+$/.test(await clipboard()), true);
    await dialog.getByText(await clipboard()).waitFor();
  });

  it('nothing on the way broke the page’s own policy or threw', () => {
    assert.deepEqual(owner.complaints, []);
  });
});
