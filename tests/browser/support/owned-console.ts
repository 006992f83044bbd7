import type { Browser, Page } from 'playwright-core';
import { findChromium } from '../../../test-support/chromium.ts';
import { becomeOwner, type Person } from './console-person.ts';
import { type ConsoleServer, startConsoleServer } from './console-server.ts';

/** A server of one's own, a browser, and the first owner, signed in. */
export interface OwnedConsole {
  readonly server: ConsoleServer;
  readonly browser: Browser;
  readonly owner: Person;
  /** The owner's. */
  readonly page: Page;
  close(): Promise<void>;
}

/** @param settings of the server, beside the usual ones */
export async function openOwnedConsole(settings?: Record<string, string>): Promise<OwnedConsole> {
  const server = await startConsoleServer(settings);
  try {
    const browser = await (await findChromium()).launch();
    const close = async (): Promise<void> => {
      try {
        await browser.close();
      } finally {
        await server.stop();
      }
    };
    try {
      const owner = await becomeOwner(browser, server.setupUrl);
      return { server, browser, owner, page: owner.page, close };
    } catch (error) {
      await browser.close();
      throw error;
    }
  } catch (error) {
    await server.stop();
    throw error;
  }
}
