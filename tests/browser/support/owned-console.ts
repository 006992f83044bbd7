import type { Browser, Page } from 'playwright-core';
import type { TestInstance } from '../../../packages/server/test/support/test-instance.ts';
import { findChromium } from '../../../test-support/chromium.ts';
import { startConsoleInstance } from './console-instance.ts';
import { becomeOwner, type Person } from './console-person.ts';
import { type ConsoleServer, startConsoleServer } from './console-server.ts';

/** A browser, and the first owner of a server, signed in. */
interface Owned {
  readonly browser: Browser;
  readonly owner: Person;
  /** The owner's. */
  readonly page: Page;
  /** Ends the browser and the server. */
  close(): Promise<void>;
}

export interface OwnedConsole extends Owned {
  readonly server: ConsoleServer;
}

/** A server that runs in this process, so that its clock can be moved and what it stores made old. */
export interface OwnedInstance extends Owned {
  readonly instance: TestInstance;
}

/** @param settings of the server, beside the usual ones */
export async function openOwnedConsole(settings?: Record<string, string>): Promise<OwnedConsole> {
  const server = await startConsoleServer(settings);
  return { server, ...(await own(server.setupUrl, () => server.stop())) };
}

export async function openOwnedInstance(): Promise<OwnedInstance> {
  const { instance, setupUrl } = await startConsoleInstance();
  return { instance, ...(await own(setupUrl, () => instance.close())) };
}

async function own(setupUrl: string, stop: () => Promise<void>): Promise<Owned> {
  let browser: Browser | null = null;
  const close = async (): Promise<void> => {
    try {
      await browser?.close();
    } finally {
      await stop();
    }
  };
  try {
    browser = await (await findChromium()).launch();
    const owner = await becomeOwner(browser, setupUrl);
    return { browser, owner, page: owner.page, close };
  } catch (error) {
    await close();
    throw error;
  }
}
