import type { Page } from 'playwright-core';

interface HeldRequests {
  /** Resolves once the page has sent one. */
  readonly sent: Promise<void>;
  /** Lets it, and all after it, go on to the server. */
  release(): void;
}

/**
 * Holds requests of a page back, as a slow network would.
 *
 * @param address a glob
 * @param method only these; absent: all
 */
export async function holdRequests(page: Page, address: string, method?: string): Promise<HeldRequests> {
  const sent = Promise.withResolvers<void>();
  const released = Promise.withResolvers<void>();
  await page.route(address, async (route) => {
    if (method === undefined || route.request().method() === method) {
      sent.resolve();
      await released.promise;
    }
    await route.continue();
  });
  return { sent: sent.promise, release: released.resolve };
}
