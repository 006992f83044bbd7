import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { type Browser, chromium } from 'playwright-core';
import { inflateNpmChromium } from './npm-chromium.ts';

/** A real Chromium, found but not running yet. */
export type Chromium = {
  /** The program, absolute. */
  readonly path: string;
  /** Starts a headless browser with an empty profile. The caller closes it. */
  launch(): Promise<Browser>;
};

const programs = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome'];
const macPrograms = [
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

/** For the first start of all, from a slow disk, while other suites run. */
const STARTED_WITHIN_MS = 180_000;

// A browser that talks to nobody but the pages under test: their own servers count every request.
const quiet = [
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-gpu',
  '--disable-quic',
  '--disable-sync',
  '--no-first-run',
];

/**
 * Finds a Chromium: CHROMIUM_PATH, else the system's, else the one that npm `@sparticuz/chromium` brought
 * (Linux only). TEST_CHROMIUM=system or =npm allows only that one.
 *
 * @throws when there is none
 */
export async function findChromium(): Promise<Chromium> {
  const { CHROMIUM_PATH: named, TEST_CHROMIUM: only } = process.env;
  const path = named ?? (only === 'npm' ? undefined : systemChromium());
  if (path) return launchable(path, {});
  if (only !== 'system' && process.platform === 'linux') {
    const inflated = await inflateNpmChromium();
    return launchable(inflated.path, inflated.env);
  }
  throw new Error('No Chromium found. Install your system’s package or set CHROMIUM_PATH.');
}

function launchable(path: string, env: Record<string, string>): Chromium {
  return {
    path,
    // Playwright leaves Chromium's sandbox off unless asked for: it needs rights that root, containers and CI
    // machines do not have, and only our own pages are shown.
    launch: () =>
      chromium.launch({
        executablePath: path,
        args: quiet,
        env: { ...definedOnly(process.env), ...env },
        timeout: STARTED_WITHIN_MS,
      }),
  };
}

function systemChromium(): string | undefined {
  const folders = (process.env['PATH'] ?? '').split(delimiter).filter(Boolean);
  const inPath = programs.flatMap((program) => folders.map((folder) => join(folder, program)));
  return [...inPath, ...macPrograms].find(isExecutable);
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function definedOnly(env: NodeJS.ProcessEnv): Record<string, string> {
  return Object.fromEntries(
    Object.entries(env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}
