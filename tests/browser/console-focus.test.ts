import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Locator, Page } from 'playwright-core';
import { becomes } from './support/becomes.ts';
import { callAs, createChatbot } from './support/console-person.ts';
import { type OwnedConsole, openOwnedConsole } from './support/owned-console.ts';

describe('the focus in the console, for who uses no pointer', () => {
  let scene: OwnedConsole;
  let page: Page;
  let install: string;
  before(async () => {
    scene = await openOwnedConsole();
    ({ page } = scene);
    const chatbotId = await createChatbot(page, 'Bot');
    install = `${scene.server.url}/console/chatbots/${chatbotId}/install`;
    for (const name of ['first', 'second', 'third']) {
      const site = `https://${name}.example.com`;
      const body = { type: 'website', label: name, environment: 'live', site };
      assert.equal((await callAs(page, 'POST', `/chatbots/${chatbotId}/deployments`, body)).status, 201);
    }
  });
  after(() => scene?.close());

  const press = async (control: Locator): Promise<void> => {
    await control.focus();
    await page.keyboard.press('Enter');
  };
  /** Resolves when it has the focus. */
  const isFocused = async (control: Locator, reason: string): Promise<void> => {
    await control.waitFor();
    const has = () => control.evaluate((element) => element === document.activeElement);
    const held = () => page.evaluate(() => document.activeElement?.outerHTML.slice(0, 200));
    await becomes(async () => ((await has()) ? reason : `the focus is on ${await held()}`), reason);
  };

  it('goes along with the steps of the wizard, up to the key', async () => {
    await page.goto(install);
    await press(page.getByRole('link', { name: 'New deployment' }));
    await press(page.getByRole('button', { name: 'Website' }));
    await isFocused(page.getByLabel('Label', { exact: true }), 'the first field');
    await page.keyboard.type('Fourth');
    await page.getByLabel('Domain of the page').fill('https://fourth.example.com');
    await press(page.getByRole('button', { name: 'Create deployment' }));
    await isFocused(page.getByRole('textbox', { name: 'Fourth' }), 'the key');
  });

  it('is on the new key where a dialog has brought one, and then where it came from', async () => {
    await page.goto(install);
    const rotate = page.getByRole('button', { name: 'Rotate the key of second' });
    await press(rotate);
    await press(page.getByRole('dialog').getByRole('button', { name: 'Rotate', exact: true }));
    await isFocused(page.getByRole('textbox', { name: 'The key' }), 'the new key');
    await press(page.getByRole('button', { name: 'Done' }));
    await isFocused(rotate, 'where it came from');
  });

  it('is where it came from, too, when a dialog is closed by a click beside it or on its cross', async () => {
    const rotate = page.getByRole('button', { name: 'Rotate the key of second' });
    for (const [reason, close] of [
      ['beside it', () => page.mouse.click(5, 5)],
      ['on its cross', () => page.getByRole('dialog').getByRole('button', { name: 'Close' }).click()],
    ] as const) {
      await rotate.click();
      await page.getByRole('dialog').waitFor();
      await close();
      await page.getByRole('dialog').waitFor({ state: 'detached' });
      await isFocused(rotate, reason);
    }
  });

  it('is on a key with which a dialog opens, too', async () => {
    await page.getByRole('link', { name: 'third' }).click();
    await press(page.getByRole('button', { name: 'Add a second key' }));
    await isFocused(page.getByRole('textbox', { name: 'The key' }), 'the second key');
    await page.getByRole('button', { name: 'Close' }).click();
    await page.goto(install);
  });

  it('stays where it was when nothing is revoked, else goes to the next row', async () => {
    const revoke = (label: string) => page.getByRole('button', { name: `Revoke ${label}:` });
    await press(revoke('second'));
    await page.getByRole('dialog').waitFor();
    await page.keyboard.press('Escape');
    await isFocused(revoke('second'), 'the same row');
    await press(revoke('second'));
    await press(page.getByRole('dialog').getByRole('button', { name: 'Revoke', exact: true }));
    await revoke('second').waitFor({ state: 'detached' });
    await isFocused(revoke('first'), 'the next row');
  });

  it('goes to the next entry of a list, and from the last to the list’s section', async () => {
    await page.goto(`${scene.server.url}/console/settings/domains`);
    const domain = page.getByLabel('Domain', { exact: true });
    for (const name of ['a', 'b']) {
      await domain.fill(`${name}.example.com`);
      await domain.press('Enter');
    }
    await press(page.getByRole('button', { name: 'Remove a.example.com' }));
    await isFocused(page.getByRole('button', { name: 'Remove b.example.com' }), 'the next entry');
    await page.keyboard.press('Enter');
    await isFocused(page.getByRole('region', { name: 'Allowed', exact: true }), 'the section');
  });

  it('is not lost with a button that has done its work', async () => {
    await page.goto(`${scene.server.url}/console/settings/organization`);
    await page.getByLabel('Name').fill('Workshops');
    await press(page.getByRole('button', { name: 'Save' }));
    await page.getByText('Saved').waitFor();
    await isFocused(page.getByRole('region', { name: 'Workshops' }), 'the section of the form');
  });

  it('goes to the first mistake of a form that was sent', async () => {
    await page.goto(`${scene.server.url}/console/settings/api-keys`);
    await press(page.getByRole('button', { name: 'New API key' }));
    await press(page.getByRole('dialog').getByRole('button', { name: 'Create' }));
    await isFocused(page.getByRole('dialog').getByLabel('Label'), 'the label that is missing');
  });

  it('does not go behind the closed menu of a phone, and Escape closes the open one', async () => {
    await page.setViewportSize({ width: 360, height: 740 });
    await page.goto(`${scene.server.url}/console/chatbots`);
    await page.getByRole('link', { name: 'Bot', exact: true }).waitFor();
    for (let step = 0; step < 12; step++) {
      await page.keyboard.press('Tab');
      const isInSight = await page.evaluate(() => {
        const { right = 0 } = document.activeElement?.getBoundingClientRect() ?? {};
        return document.activeElement === document.body || right > 0;
      });
      assert.ok(isInSight, `step ${step}`);
    }
    const menu = page.getByRole('button', { name: 'Menu' });
    await press(menu);
    await page.getByRole('link', { name: 'Members' }).focus();
    await page.keyboard.press('Escape');
    await isFocused(menu, 'the button that opens it');
    assert.equal(await menu.getAttribute('aria-expanded'), 'false');
  });

  it('nothing on the way broke the page’s own policy or threw', () => {
    assert.deepEqual(scene.owner.complaints, []);
  });
});
