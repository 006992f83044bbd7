import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { type OwnedInstance, openOwnedInstance } from './support/owned-console.ts';

const QUARTER_MS = 900_000;

describe('an answer that was lost and comes again late', () => {
  let scene: OwnedInstance;
  before(async () => {
    scene = await openOwnedInstance();
  });
  after(() => scene?.close());

  it('says of an invitation that its link is gone, where no mail was sent, and brings a new one', async () => {
    const { page, instance } = scene;
    await page.goto(`${instance.url}/console/settings/members`);
    await page.getByRole('button', { name: 'Invite somebody' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('E-mail').fill('guest@example.com');
    const address = '**/api/v1/invitations';
    const lost = Promise.withResolvers<void>();
    await page.route(address, async (route) => {
      await route.fetch();
      await route.abort();
      lost.resolve();
    });
    const invite = dialog.getByRole('button', { name: 'Invite', exact: true });
    await invite.click();
    await lost.promise;
    await dialog.getByRole('alert').waitFor();
    await page.unroute(address);
    instance.travel(QUARTER_MS);
    await invite.click();
    await dialog.getByText('The link for guest@example.com was made by an earlier try').waitFor();
    assert.equal(await page.getByText('is on its way').count(), 0);
    await invite.click();
    const link = await dialog.getByRole('textbox', { name: 'Invitation link' }).inputValue();
    assert.match(link, /\/console\/invitation\?token=/);
  });
});
