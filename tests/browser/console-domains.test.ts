import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Page } from 'playwright-core';
import { axeViolations } from './support/axe.ts';
import { callAs, createChatbot, type Person } from './support/console-person.ts';
import type { ConsoleServer } from './support/console-server.ts';
import { holdRequests } from './support/hold-requests.ts';
import { type OwnedConsole, openOwnedConsole } from './support/owned-console.ts';

const SITE = 'https://www.example.com';

describe('who may use the keys, in the console', () => {
  let scene: OwnedConsole;
  let server: ConsoleServer;
  let owner: Person;
  let page: Page;
  let chatbotId: string;
  let deploymentId: string;
  let key: string;
  before(async () => {
    scene = await openOwnedConsole();
    ({ server, owner, page } = scene);
    await page.setViewportSize({ width: 1280, height: 900 });
    chatbotId = await createChatbot(page, 'Helper');
    const { body } = await callAs(page, 'POST', `/chatbots/${chatbotId}/deployments`, {
      type: 'website',
      label: 'Shop',
      environment: 'live',
      site: SITE,
    });
    deploymentId = body.deployment.id;
    key = body.key.secret;
  });
  after(() => scene?.close());

  const openDeployment = async () => {
    await page.goto(`${server.url}/console/chatbots/${chatbotId}/install/${deploymentId}`);
    await form().waitFor();
  };
  const form = () => page.getByRole('region', { name: 'Who may use the keys' });
  const save = async () => {
    await form().getByRole('button', { name: 'Save' }).click();
    await form()
      .getByRole('button', { name: 'Save', disabled: true })
      .and(page.locator(':not([data-loading])'))
      .waitFor();
  };
  const ask = async (origin?: string) => {
    const headers = { authorization: `Bearer ${key}`, ...(origin === undefined ? {} : { origin }) };
    return (await fetch(`${server.url}/widget/config`, { headers })).status;
  };

  for (const [typed, verdict, why] of [
    ['*', 'a wildcard that is everything', /wildcard|\*/i],
    ['*.com', 'a wildcard over a public suffix', /suffix|com/i],
    ['https://', 'half an address', /./],
    ['app.*.example.com', 'a wildcard in the middle', /\*/],
  ] as const) {
    it(`${verdict} is refused while it is typed, with the reason beside it`, async () => {
      await openDeployment();
      const field = form().getByLabel('Domain', { exact: true });
      await field.fill(typed);
      await form().getByRole('button', { name: 'Add', exact: true }).click();
      assert.equal(await field.getAttribute('aria-invalid'), 'true');
      const described = ((await field.getAttribute('aria-describedby')) ?? '').split(/\s+/);
      const reasons = await Promise.all(described.map((id) => page.locator(`[id="${id}"]`).textContent()));
      assert.match(reasons.join(' '), why);
      assert.equal(
        await form()
          .getByRole('button', { name: `Remove ${typed}`, exact: true })
          .count(),
        0,
      );
      assert.deepEqual(await axeViolations(page), []);
    });
  }

  it('many are pasted at once, each with its verdict, and only the good ones are added', async () => {
    await openDeployment();
    await form().getByRole('button', { name: 'Paste several' }).click();
    await form()
      .getByLabel('Pasted text')
      .fill(
        `Shop.Example.com:443/cart?x=1, *.example.net\nhttp://old.example.com:8080 *.co.uk ${SITE} FAẞ.de`,
      );
    const lines = form().getByRole('list').filter({ hasText: '✓' }).getByRole('listitem');
    await lines.nth(5).waitFor();
    const told = await lines.allTextContents();
    for (const [index, part] of [
      [0, '✓ shop.example.com:443'],
      [1, '✓ *.example.net'],
      [2, '✓ http://old.example.com:8080'],
      [3, '✗'],
      [4, 'is in the list already'],
      [5, '✓ xn--fa-hia.de'],
    ] as const) {
      assert.ok(told[index]?.includes(part), `${told[index]} has ${part}`);
    }
    await form().getByRole('button', { name: 'Add 4 entries' }).click();
    await save();
    assert.deepEqual(
      [await ask('https://shop.example.com'), await ask('https://deep.er.example.net')],
      [200, 200],
    );
    assert.deepEqual([await ask('https://example.net'), await ask('http://old.example.com')], [403, 403]);
  });

  it('what the organization allows is shown as such, counts, and can be left out', async () => {
    await page.goto(`${server.url}/console/settings/domains`);
    await page.getByLabel('Domain', { exact: true }).fill('https://blog.example.org');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Saved', { exact: true }).waitFor();
    assert.equal(await ask('https://blog.example.org'), 200);
    await openDeployment();
    const inherited = form().getByRole('listitem').filter({ hasText: 'https://blog.example.org' });
    await inherited.getByText('From the organization').waitFor();
    assert.equal(await inherited.getByRole('button').count(), 0, 'it is not taken away here');
    await form().getByLabel('Would a page pass?').fill('https://blog.example.org/a/page');
    await form().getByText('https://blog.example.org passes').waitFor();
    await form()
      .getByRole('switch', { name: 'Also allow the organization’s domains' })
      .uncheck({ force: true });
    await form().getByText('https://blog.example.org would be refused').waitFor();
    const asked: string[] = [];
    page.on('request', (request) => asked.push(`${request.method()} ${request.url()}`));
    await form().getByLabel('Would a page pass?').press('Enter');
    await page.evaluate(
      () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))),
    );
    const ofTheDeployment = asked.filter((call) => /\/deployments\/dep_\w+$/.test(call));
    assert.deepEqual(ofTheDeployment, [], 'asking saves nothing');
    await save();
    assert.equal(await ask('https://blog.example.org'), 403);
  });

  it('localhost is a chip that can be taken away and brought back', async () => {
    assert.equal(await ask('http://localhost:5173'), 200);
    await openDeployment();
    await form().getByText('take localhost away once development is done').waitFor();
    await form().getByRole('button', { name: 'Remove localhost' }).click();
    await save();
    assert.equal(await ask('http://localhost:5173'), 403);
    await form().getByRole('button', { name: 'Allow localhost' }).click();
    await save();
    assert.equal(await ask('http://localhost:5173'), 200);
  });

  it('what is added while a save is under way stays, and can be saved after it', async () => {
    await openDeployment();
    const held = await holdRequests(page, `**/api/v1/deployments/${deploymentId}`, 'PATCH');
    await form().getByRole('button', { name: 'Remove localhost' }).click();
    await form().getByRole('button', { name: 'Save' }).click();
    await held.sent;
    await form().getByLabel('Domain', { exact: true }).fill('https://late.example.com');
    await form().getByRole('button', { name: 'Add', exact: true }).click();
    held.release();
    await page.getByText('It holds for the very next request').waitFor();
    assert.equal(await ask('https://late.example.com'), 403);
    await save();
    assert.deepEqual([await ask('https://late.example.com'), await ask('http://localhost:5173')], [200, 403]);
  });

  it('addresses: single ones and ranges of both families, one at a time; not a list without any', async () => {
    await openDeployment();
    await form()
      .getByRole('radio', { name: /^IP addresses/ })
      .check();
    await form().getByText('Add at least one address').waitFor();
    assert.equal(await form().getByRole('button', { name: 'Save' }).isDisabled(), true);
    const field = form().getByLabel('Address or range');
    for (const [typed, canonical] of [
      ['203.0.113.7', '203.0.113.7'],
      ['2001:DB8::/32', '2001:db8::/32'],
      ['198.51.100.9/24', '198.51.100.0/24'],
    ] as const) {
      await field.fill(typed);
      await form().getByRole('button', { name: 'Add', exact: true }).click();
      await form()
        .getByRole('button', { name: `Remove ${canonical}`, exact: false })
        .first()
        .waitFor();
    }
    await field.fill('010.0.0.1');
    await form().getByRole('button', { name: 'Add', exact: true }).click();
    assert.equal(await field.getAttribute('aria-invalid'), 'true');
    await field.fill('');
    await save();
    assert.equal(await ask(SITE), 403);
    await form().getByLabel('Address or range').fill('127.0.0.1');
    await page.keyboard.press('Enter');
    await save();
    assert.equal(await ask(), 200);
  });

  it('no restriction at all comes with a warning', async () => {
    await openDeployment();
    await form().getByRole('radio', { name: /^None/ }).check();
    await form().getByText('anyone can copy it. Without a restriction it works everywhere').waitFor();
    assert.deepEqual(await axeViolations(page), []);
    await save();
    assert.equal(await ask('https://anywhere.example'), 200);
  });

  it('back to the websites: they were not forgotten while another kind was tried', async () => {
    await openDeployment();
    await form()
      .getByRole('radio', { name: /^Websites/ })
      .check();
    await form().getByLabel('Domain', { exact: true }).fill(SITE);
    await form().getByRole('button', { name: 'Add', exact: true }).click();
    await form().getByRole('radio', { name: /^None/ }).check();
    await form()
      .getByRole('radio', { name: /^Websites/ })
      .check();
    await form()
      .getByRole('button', { name: `Remove ${SITE}` })
      .waitFor();
    await save();
    assert.deepEqual([await ask(SITE), await ask('https://anywhere.example')], [200, 403]);
  });

  it('nothing on the way broke the page’s own policy or threw', () => {
    assert.deepEqual(owner.complaints, []);
  });
});
