import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Page } from 'playwright-core';
import { assertSoundView } from './support/assert-sound-view.ts';
import { becomes } from './support/becomes.ts';
import { callAs, createChatbot, openBrowser } from './support/console-person.ts';
import { type OwnedConsole, openOwnedConsole } from './support/owned-console.ts';

/** As long as the API takes, and no place to break a line. */
const LONG = 'W'.repeat(120);

describe('names without a gap on a phone', () => {
  let scene: OwnedConsole;
  let phone: Page;
  let chatbotId: string;
  let deploymentId: string;
  before(async () => {
    scene = await openOwnedConsole();
    chatbotId = await createChatbot(scene.page, LONG);
    const body = { type: 'website', label: LONG, environment: 'live', site: 'https://www.example.com' };
    const made = await callAs(scene.page, 'POST', `/chatbots/${chatbotId}/deployments`, body);
    deploymentId = made.body.deployment.id;
    const cookies = await scene.owner.context.cookies();
    const { context, page } = await openBrowser(scene.browser, { viewport: { width: 360, height: 740 } });
    await context.addCookies(cookies);
    phone = page;
  });
  after(() => scene?.close());

  it('do not push the explanation of a call past the edge', async () => {
    const call = `deployment=${deploymentId}&origin=https%3A%2F%2Fx.example.com`;
    await phone.goto(`${scene.server.url}/console/explain?${call}`);
    await phone.getByRole('link', { name: LONG }).waitFor();
    await assertSoundView(phone, 'a call that is explained');
  });

  it('do not push the invitation past the edge of its dialog', async () => {
    await phone.goto(`${scene.server.url}/console/settings/members`);
    await phone.getByRole('button', { name: 'Invite somebody' }).click();
    await phone.getByRole('dialog').getByText(LONG).waitFor();
    const tooWide = await phone
      .getByRole('dialog')
      .evaluate((dialog) => dialog.scrollWidth - dialog.clientWidth);
    assert.equal(tooWide, 0);
  });

  it('leave the curves of the usage their room', async () => {
    const { page } = scene;
    const site = 'https://www.example.com';
    for (let count = 0; count < 6; count += 1) {
      const body = { type: 'website', label: LONG, environment: 'live', site };
      const made = await callAs(page, 'POST', `/chatbots/${chatbotId}/deployments`, body);
      const url = `${scene.server.url}/widget/config?key=${made.body.key.secret}`;
      assert.equal((await fetch(url, { headers: { origin: site } })).status, 200);
    }
    const counted = async () => (await callAs(page, 'GET', `/usage?chatbot=${chatbotId}`)).body.data.length;
    await becomes(counted, 6);
    await phone.goto(`${scene.server.url}/console/chatbots/${chatbotId}/usage`);
    const chart = phone.getByRole('region', { name: 'Calls' });
    await chart.getByText('Other keys').waitFor();
    const heights = await chart.evaluate((region) => ({
      curves: region.querySelector('.recharts-cartesian-grid')?.getBoundingClientRect().height ?? 0,
      outside:
        Math.max(
          ...[...region.querySelectorAll('li, svg')].map((part) => part.getBoundingClientRect().bottom),
        ) - region.getBoundingClientRect().bottom,
    }));
    assert.ok(heights.curves > 150, `${heights.curves} px of curves`);
    assert.ok(heights.outside <= 0, `${heights.outside} px outside`);
    await assertSoundView(phone, 'the usage of many keys');
  });

  it('break no short word beside them', async () => {
    const { page } = scene;
    const email = `${'somebody.with.a.long.address.'.repeat(3)}@department.of.an.even.longer.name.example.com`;
    const body = { email: email.replace('.@', '@'), role: 'member' };
    assert.equal((await callAs(page, 'POST', '/invitations', body)).status, 201);
    await page.setViewportSize({ width: 1280, height: 800 });
    await page.goto(`${scene.server.url}/console/settings/members`);
    const role = page.getByRole('table', { name: 'Open invitations' }).getByRole('cell', { name: 'Member' });
    const lines = await role.evaluate((cell) => {
      const range = document.createRange();
      range.selectNodeContents(cell);
      return range.getClientRects().length;
    });
    assert.equal(lines, 1);
    await assertSoundView(page, 'an invitation of a long address');
  });

  it('leave the icon of the deployment’s type its place', async () => {
    await phone.goto(`${scene.server.url}/console/chatbots/${chatbotId}/install`);
    const icon = phone.getByRole('row').filter({ hasText: LONG }).locator('svg').first();
    assert.equal(await icon.evaluate((svg) => svg.getBoundingClientRect().width), 20);
  });
});
