import type { Page } from 'playwright-core';
import { PASSWORD } from '../browser/support/console-person.ts';

export interface ShownPage {
  /** Of the picture. */
  readonly name: string;
  /** Names in braces are ids of the showcase. */
  readonly path: string;
  /** Whether only what fits a window is shown: where something stands at its edge. */
  readonly window?: boolean;
  /** What a person does there first. */
  readonly prepare?: (page: Page) => Promise<void>;
}

/** In the README, so in the repository. */
export const README_PICTURES: ReadonlySet<string> = new Set([
  'install',
  'appearance',
  'explain-refusal',
  'activity',
]);

export const SHOWN_PAGES: readonly ShownPage[] = [
  { name: 'chatbots', path: '/console/chatbots' },
  { name: 'overview', path: '/console/chatbots/{bot}' },
  { name: 'answers', path: '/console/chatbots/{bot}/answers' },
  { name: 'install', path: '/console/chatbots/{bot}/install' },
  { name: 'install-revoked', path: '/console/chatbots/{bot}/install?revoked=true' },
  { name: 'install-type', path: '/console/chatbots/{bot}/install/new' },
  { name: 'install-new', path: '/console/chatbots/{bot}/install/new?type=website' },
  { name: 'deployment', path: '/console/chatbots/{bot}/install/{dep}' },
  {
    name: 'deployment-rotate',
    path: '/console/chatbots/{bot}/install/{dep}',
    prepare: async (page) => {
      await page.getByRole('button', { name: 'Rotate key' }).click();
      await page.getByRole('dialog').waitFor();
    },
  },
  {
    name: 'deployment-undo',
    window: true,
    path: '/console/chatbots/{bot}/install/{dep}',
    prepare: async (page) => {
      const stage = page.getByLabel('Stage');
      await stage.fill((await stage.inputValue()) === 'production' ? 'live' : 'production');
      await page.getByRole('button', { name: 'Save', exact: true, disabled: false }).click();
      await page.getByRole('button', { name: 'Undo', exact: true }).waitFor();
    },
  },
  { name: 'appearance', path: '/console/chatbots/{bot}/appearance?deployment={dep}', prepare: openPreview },
  { name: 'usage', path: '/console/chatbots/{bot}/usage' },
  { name: 'rejections', path: '/console/chatbots/{bot}/rejections' },
  { name: 'identity', path: '/console/chatbots/{bot}/identity' },
  { name: 'conversations', path: '/console/chatbots/{bot}/conversations' },
  { name: 'transcript', path: '/console/chatbots/{bot}/conversations/{cnv}' },
  { name: 'explain', path: '/console/explain' },
  { name: 'explain-refusal', path: '/console/explain?request={req}', prepare: scrollToSteps },
  {
    name: 'explain-call',
    path: '/console/explain?deployment={dep}&origin=https%3A%2F%2Fshop.thistle.example',
  },
  { name: 'organization', path: '/console/settings/organization' },
  { name: 'members', path: '/console/settings/members' },
  { name: 'domains', path: '/console/settings/domains' },
  { name: 'api-keys', path: '/console/settings/api-keys' },
  { name: 'rotation', path: '/console/settings/rotation' },
  { name: 'activity', path: '/console/settings/activity' },
  {
    name: 'activity-proof',
    path: '/console/settings/activity',
    prepare: async (page) => {
      await page.getByRole('button', { name: 'Verify' }).click();
      await page.getByText('The trail is whole').waitFor();
    },
  },
  { name: 'notifications', path: '/console/settings/notifications' },
  { name: 'deliveries', path: '/console/settings/notifications/{hook}' },
  { name: 'health', path: '/console/settings/health' },
  { name: 'security', path: '/console/security' },
  {
    name: 'security-totp',
    path: '/console/security',
    prepare: async (page) => {
      await page.getByRole('button', { name: 'Turn on' }).click();
      await page.getByLabel('Your password').fill(PASSWORD);
      await page.getByRole('button', { name: 'Continue' }).click();
      await page.getByRole('img', { name: 'QR code of the key' }).waitFor();
    },
  },
  // As people see them who are signed in already, or whose link is spent.
  { name: 'sign-in', path: '/console/sign-in' },
  { name: 'forgot-password', path: '/console/forgot-password' },
  { name: 'reset-password', path: '/console/reset-password?token=t' },
  { name: 'setup-spent', path: '/console/setup?token=t' },
  { name: 'invitation-none', path: '/console/invitation?token=t' },
  { name: 'not-found', path: '/console/nowhere' },
];

/** All but the first are seen then, the one that refuses among them. */
async function scrollToSteps(page: Page): Promise<void> {
  const steps = page.getByRole('list').filter({ hasText: 'Refused here' });
  await steps.evaluate((list) => list.scrollIntoView({ block: 'end' }));
  await page.evaluate(() => window.scrollBy(0, 24));
}

async function openPreview(page: Page): Promise<void> {
  await page.locator('iframe').evaluate((frame) => frame.scrollIntoView({ block: 'end' }));
  const preview = page.frameLocator('iframe');
  await preview.locator('wicket-chat [part=launcher]').click();
  await preview.locator('wicket-chat textarea').fill('Do you repair electric bicycles?');
  await preview.locator('wicket-chat textarea').press('Enter');
  await preview.getByText('brakes, gears').waitFor();
  await page.waitForLoadState('networkidle');
  await page.evaluate(() => window.scrollTo(0, 0));
}
