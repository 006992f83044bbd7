import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { findChromium } from '../../../test-support/chromium.ts';
import { type DemoServer, startDemoServer } from './demo-server.ts';
import { PATIENCE_MS } from './patience.ts';

/** A bot with one website deployment, and what brings it onto a page. */
export interface Bot {
  readonly chatbotId: string;
  readonly deploymentId: string;
  readonly key: string;
}

export interface PageOptions {
  readonly context?: BrowserContextOptions;
  readonly headers?: Record<string, string>;
  /** What stands in `<head>`, before the widget's script. */
  readonly head?: string;
  readonly body?: string;
  /** Attributes of the script element; the key is added. Null: no script at all. */
  readonly script?: string | null;
  readonly htmlAttributes?: string;
  /** Time stands still but for `page.clock.runFor`. */
  readonly clock?: boolean;
}

export interface OpenedPage {
  readonly page: Page;
  readonly url: string;
  /** Uncaught errors and rejections. */
  readonly faults: string[];
  readonly warnings: string[];
  /** Every address that the page asked for. */
  readonly requests: string[];
  close(): Promise<void>;
}

/** The real server, a real browser, and pages of other origins made for one test each. */
export class WidgetBench {
  readonly server: DemoServer;
  readonly browser: Browser;
  readonly #open = new Set<() => Promise<void>>();

  /** @param environment of the server, such as DATABASE_URL */
  static async start(environment: Record<string, string> = {}): Promise<WidgetBench> {
    const server = await startDemoServer({ RATE_LIMITS: 'off', ...environment });
    return new WidgetBench(server, await (await findChromium()).launch());
  }

  constructor(server: DemoServer, browser: Browser) {
    this.server = server;
    this.browser = browser;
  }

  async stop(): Promise<void> {
    // What a failed test left open would keep the process alive.
    for (const close of this.#open) await close();
    await this.browser.close();
    await this.server.stop();
  }

  /** @param widget any part of the deployment's widget settings */
  async createBot(
    widget: object = {},
    chatbot: object = {},
    answers: object[] = ANSWERS,
    deployment: object = {},
  ): Promise<Bot> {
    const { id } = await this.server.api<{ id: string }>('POST', '/chatbots', {
      name: 'Ada',
      welcomeMessage: 'Hello there.',
    });
    if (Object.keys(chatbot).length > 0) await this.server.api('PATCH', `/chatbots/${id}`, chatbot);
    await this.server.api('PUT', `/chatbots/${id}/answers`, { answers });
    const created = await this.server.api<{ deployment: { id: string }; key: { secret: string } }>(
      'POST',
      `/chatbots/${id}/deployments`,
      {
        type: 'website',
        label: 'Test',
        environment: 'live',
        site: 'https://placeholder.example.com',
        ...deployment,
      },
    );
    await this.setWidget(created.deployment.id, widget);
    return { chatbotId: id, deploymentId: created.deployment.id, key: created.key.secret };
  }

  async setWidget(deploymentId: string, widget: object): Promise<void> {
    await this.server.api('PATCH', `/deployments/${deploymentId}`, { widget });
  }

  async open(bot: Bot, options: PageOptions = {}): Promise<OpenedPage> {
    const { script = '', htmlAttributes = 'lang="en"', head = '', body = '' } = options;
    const tag =
      script === null
        ? ''
        : `<script async src="${this.server.url}/widget.js" data-key="${bot.key}" ${script}></script>`;
    const html = `<!doctype html><html ${htmlAttributes}><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Host page</title><link rel="icon" href="data:,">${head}</head><body><main><h1>Host page</h1></main>${body}${tag}</body></html>`;
    const site = createServer((request, response) => {
      if (request.url?.endsWith('.css')) {
        response.writeHead(200, { 'content-type': 'text/css' });
        response.end('h1 { color: #234 }');
        return;
      }
      response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', ...options.headers });
      response.end(html);
    });
    await new Promise<void>((listening) => site.listen(0, '127.0.0.1', listening));
    const url = `http://localhost:${(site.address() as AddressInfo).port}/`;
    const context = await this.browser.newContext({
      viewport: { width: 1280, height: 800 },
      locale: 'en-GB',
      ...options.context,
    });
    context.setDefaultTimeout(PATIENCE_MS);
    const page = await context.newPage();
    const opened = { page, url, faults: [] as string[], warnings: [] as string[], requests: [] as string[] };
    page.on('pageerror', (error) => opened.faults.push(String(error)));
    page.on('console', (message) => {
      if (message.type() === 'warning') opened.warnings.push(message.text());
    });
    page.on('request', (request) => opened.requests.push(request.url()));
    const close = async () => {
      this.#open.delete(close);
      await context.close();
      site.closeAllConnections();
      await new Promise((closed) => site.close(closed));
    };
    this.#open.add(close);
    if (options.clock) {
      await page.clock.install();
      // Installed, it goes on; stopped it can only be ahead of where it has come to.
      await page.clock.pauseAt(Date.now() + PATIENCE_MS);
    }
    await page.goto(url);
    return { ...opened, close };
  }
}

const ANSWERS = [
  { question: 'When are you open?', answer: 'We are open **Tuesday to Friday**.\n\n- 9 to 12\n- 13 to 18' },
  { question: 'Where is the handbook?', answer: 'Read the [handbook](https://docs.example.com/handbook).' },
];

export const launcherOf = (page: Page) => page.locator('wicket-chat [part=launcher]');
export const composerOf = (page: Page) => page.locator('wicket-chat textarea');
export const panelOf = (page: Page) => page.locator('wicket-chat [part=panel]');

export async function openChat(page: Page): Promise<void> {
  await launcherOf(page).click();
  await composerOf(page).waitFor();
}

/** Asks as soon as one may: while an answer is still coming in, one may write but not send. */
export async function ask(page: Page, text: string): Promise<void> {
  await composerOf(page).fill(text);
  await page.locator('wicket-chat .composer [aria-disabled=false]').waitFor();
  await composerOf(page).press('Enter');
}
