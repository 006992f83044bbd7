import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { axeViolations } from './axe.ts';

/** Breaks no accessibility rule and needs no scrolling to the side, as it stands. @param name of what is shown, for errors */
export async function assertSoundView(page: Page, name: string): Promise<void> {
  assert.deepEqual(await axeViolations(page), [], name);
  const tooWide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  assert.ok(tooWide <= 0, `${name} is ${tooWide} px too wide`);
}
