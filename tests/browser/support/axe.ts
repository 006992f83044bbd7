import axe from 'axe-core';
import type { Page } from 'playwright-core';

interface Found {
  violations: { id: string; nodes: { html: string }[] }[];
}

/** Every accessibility rule of axe that the page breaks, as text; empty when there is none. */
export async function axeViolations(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  // Half faded in, a text has not the contrast that it is about to have.
  await page.evaluate(() => {
    const passing = document
      .getAnimations()
      .filter((animation) => animation.effect?.getComputedTiming().endTime !== Number.POSITIVE_INFINITY);
    return Promise.allSettled(passing.map(({ finished }) => finished)).then(() => undefined);
  });
  const { violations } = await page.evaluate<Found>("axe.run(document, { resultTypes: ['violations'] })");
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`);
}
