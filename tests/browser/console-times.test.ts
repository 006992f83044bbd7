import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Page } from 'playwright-core';
import { assertSoundView } from './support/assert-sound-view.ts';
import { callAs, createChatbot } from './support/console-person.ts';
import { type OwnedConsole, openOwnedConsole } from './support/owned-console.ts';

describe('times in the console', () => {
  let scene: OwnedConsole;
  let page: Page;
  let deploymentUrl: string;
  let requestId: string;
  let graceYear: string;
  let refusedYear: string;
  before(async () => {
    scene = await openOwnedConsole();
    ({ page } = scene);
    const chatbotId = await createChatbot(page, 'Bot');
    const site = 'https://www.example.com';
    const body = { type: 'website', label: 'Shop', environment: 'live', site };
    const made = await callAs(page, 'POST', `/chatbots/${chatbotId}/deployments`, body);
    const { deployment, key } = made.body;
    deploymentUrl = `${scene.server.url}/console/chatbots/${chatbotId}/install/${deployment.id}`;
    await callAs(page, 'POST', `/deployments/${deployment.id}/rotations`, { graceSeconds: 86_400 });
    const rotated = await callAs(page, 'GET', `/deployments/${deployment.id}`);
    graceYear = yearOf(
      rotated.body.keys.find((one: { graceEndsAt: string | null }) => one.graceEndsAt).graceEndsAt,
    );
    const refused = await fetch(`${scene.server.url}/widget/config?key=${key.secret}`, {
      headers: { origin: 'https://elsewhere.example' },
    });
    refusedYear = yearOf(refused.headers.get('date') ?? '');
    requestId = refused.headers.get('x-request-id') ?? '';
  });
  after(() => scene?.close());

  it('of a key’s life are told exactly at a press, by keyboard, too, and told short again', async () => {
    await page.goto(deploymentUrl);
    const keys = page.getByRole('table', { name: 'Keys of this deployment' });
    const ends = keys.getByRole('button', { name: /^in \d+ hours, show the exact time$/ });
    await ends.focus();
    await page.keyboard.press('Enter');
    const exact = keys.getByRole('button', { name: 'show how long it is' });
    assert.ok((await exact.textContent())?.includes(graceYear));
    assert.equal(await exact.evaluate((button) => button === document.activeElement), true);
    for (const width of [1280, 360]) {
      await page.setViewportSize({ width, height: 800 });
      await assertSoundView(page, `exact times, ${width} px`);
    }
    await page.keyboard.press('Enter');
    await ends.waitFor();
    await page.setViewportSize({ width: 1280, height: 800 });
  });

  it('of a refusal as well', async () => {
    await page.goto(`${scene.server.url}/console/explain?request=${requestId}`);
    await page.getByRole('button', { name: 'show the exact time' }).click();
    const told = await page.getByRole('button', { name: 'show how long it is' }).textContent();
    assert.ok(told?.includes(refusedYear), told ?? '');
  });

  it('nothing on the way broke the page’s own policy or threw', () => {
    assert.deepEqual(scene.owner.complaints, []);
  });
});

/** In the zone of this machine, which the browser's is, too. */
function yearOf(time: string): string {
  return String(new Date(time).getFullYear());
}
