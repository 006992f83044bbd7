import type { ChatChunk, ChatPage } from './chat-context.ts';
import type { Embed } from './embed.ts';
import { fetchConfig } from './fetch-config.ts';
import { paintLauncher, styleHost } from './launcher.ts';
import { showPrompts } from './prompts.ts';
import { flagOption, type Options } from './read-options.ts';
import { warn } from './warn.ts';
import { createWicketApi } from './wicket-api.ts';

/**
 * Runs the chat of one page: asks the gate, paints the launcher, brings the panel at the first sign of interest, so that
 * a page whose visitors never chat never pays for it.
 *
 * @param container what the script stands in
 */
export function startChatPage(embed: Embed, options: Options, container: HTMLElement | null): void {
  const page: ChatPage = {
    embed,
    options,
    ending: new AbortController(),
    waiting: {},
    begin: () => (starting ??= load()),
    emit: (name, detail) => {
      const event = new CustomEvent(`wicket:${name}`, { detail, bubbles: true, composed: true });
      (page.host ?? document).dispatchEvent(event);
    },
  };
  let starting: Promise<void> | undefined;
  let panel: Promise<ChatChunk> | undefined;
  let attempts = 0;
  let isReady: (api: unknown) => void;

  const api = createWicketApi(page, run);
  Object.assign(api, { connect, ready: new Promise((resolve) => (isReady = resolve)) });
  if (flagOption(options['auto'], true)) page.begin();

  async function load(): Promise<void> {
    const config = await fetchConfig(page);
    if (!config || page.ending.signal.aborted) return;
    page.config = config;
    connect();
    if (flagOption(options['sound'], config.launcher.sound)) {
      import(embed.base + SOUND_CHUNK).then((chunk) => chunk.chimeOnEntry(page.ending.signal), warn);
    }
    isReady(api);
    page.emit('ready');
    if (flagOption(options['open'], false)) run('open');
  }

  /** Finds or makes the element that the chat stands in, and puts a launcher into it. */
  function connect(): void {
    const { config } = page;
    if (!config) return;
    if (!page.host?.isConnected) {
      page.host = document.querySelector<HTMLElement>('wicket-chat') ?? page.own ?? makeHost();
    }
    const { host } = page;
    const root = host.shadowRoot ?? host.attachShadow({ mode: 'open' });
    if (root.firstChild) {
      page.chat?.connect();
      return;
    }
    styleHost(root, page);
    if (host.getAttribute('mode') === 'inline') return void run('open');
    paintLauncher(root, page, run);
    showPrompts(root, page, run);
  }

  /** Below the root element, so that neither a late nor an exchanged body matters. */
  function makeHost(): HTMLElement {
    const host = document.createElement('wicket-chat');
    const spot = page.config?.ui.expandInContainer && container?.closest('body>*') && container;
    if (spot) host.setAttribute('mode', 'inline');
    (spot || document.documentElement).append(host);
    page.own = host;
    return host;
  }

  function run(command: string, argument?: unknown): Promise<unknown> {
    // Browsers may remember that a module failed to load; another address makes them ask again.
    panel ??= import(`${embed.base}${PANEL_CHUNK}?${attempts++}`);
    return panel.then(
      (chunk) => chunk.run(page, command, argument),
      (error) => {
        panel = undefined;
        warn(`the chat cannot open. ${error}`);
      },
    );
  }
}
