import { accentOf } from './accent-of.ts';
import { buildElement, buildIcon } from './build-element.ts';
import type { ChatPage } from './chat-context.ts';
import { inkOn } from './contrast.ts';
import type { Embed } from './embed.ts';
import { fetchConfig } from './fetch-config.ts';
import { paintLauncher, styleHost } from './launcher.ts';
import { memory } from './memory.ts';
import { showPrompts } from './prompts.ts';
import { flagOption, type Options } from './read-options.ts';
import { warn } from './warn.ts';
import { raiseWicketApi } from './wicket-api.ts';

/**
 * Runs the chat of one page: asks the gate, paints the launcher, brings the panel at the first sign of interest, so that
 * a page whose visitors never chat never pays for it.
 *
 * @param container what the script stands in
 */
export function startChatPage(
  embed: Embed,
  options: Options,
  container: HTMLElement | null,
): Promise<void> | false {
  const root = document.documentElement;

  const page: ChatPage = {
    parts: [accentOf, buildElement, buildIcon, flagOption, inkOn, memory, warn],
    embed,
    options,
    wishes: `${options['locale'] ?? ''} ${root.lang} ${navigator.language}`,
    ending: new AbortController(),
    waiting: new Map(),
    begin: () => (starting ??= load()),
    emit(name, detail) {
      (page.chatHost ?? document).dispatchEvent(
        new CustomEvent(`wicket:${name}`, { detail, bubbles: true, composed: true }),
      );
    },
  };
  const { signal } = page.ending;
  let starting: Promise<void> | undefined;
  let attempts = 0;
  let isReady: (api: unknown) => void;

  const api = { connect, ready: new Promise((resolve) => (isReady = resolve)) };
  raiseWicketApi(api as never, page, run);
  return flagOption(options['auto'], true) && page.begin();

  async function load(): Promise<void> {
    const config = await fetchConfig(page);
    // A page that has taken the widget away hears no more of it.
    if (signal.aborted) return;
    if (!config.labels) {
      // What happened, and what the page's owner has to change.
      warn(
        `no chat on ${origin}. ${config.status} ${config.code}: ${config.detail ?? '-'} (${config.requestId ?? '-'})`,
      );
      return page.emit('error', config);
    }
    page.config = config;
    connect();
    if (flagOption(options['sound'], config.launcher.sound)) {
      // Before the visitor acts no browser allows a sound, so nothing of it is asked for.
      const load = () => import(`${embed.base}sound${CHUNK_END}`).then((chunk) => chunk.chime(page), warn);
      const once = { once: true, signal };
      addEventListener('pointerdown', load, once);
      addEventListener('keydown', load, once);
    }
    isReady(api);
    page.emit('ready');
    if (flagOption(options['open'])) run('appear');
  }

  /** Finds or makes the element that the chat stands in, and puts a launcher into it. */
  function connect(): void {
    if (!page.config) return;
    let host = page.chatHost?.isConnected
      ? page.chatHost
      : document.querySelector<HTMLElement>('wicket-chat');
    if (!host) {
      const spot = page.config.ui.expandInContainer && container?.closest('body *');
      // One that was taken away comes back. Below the root element neither a late nor an exchanged body matters.
      host = page.ownHost ??= buildElement('wicket-chat', spot ? { mode: 'inline' } : {});
      (spot || root).append(host);
    }
    page.chatHost = host;
    const shadow = host.shadowRoot ?? host.attachShadow({ mode: 'open' });
    if (shadow.firstChild) page.chat?.connect();
    else {
      signal.onabort = () => {
        // An element of the page's own stays, as empty as it was.
        shadow.replaceChildren();
        shadow.adoptedStyleSheets.length = 0;
        page.ownHost?.remove();
      };
      styleHost(shadow, page);
      if (host.matches('[mode=inline]')) run('');
      else {
        paintLauncher(shadow, page, run);
        showPrompts(shadow, page, run);
      }
    }
  }

  function run(command: string, argument?: unknown): Promise<unknown> {
    // Browsers may remember that a module failed to load; another address makes them ask again.
    // One promise for all commands keeps their order.
    page.arriving ??= import(`${embed.base}wicket${CHUNK_END}?${attempts++}`);
    return page.arriving.then(
      (chunk) => chunk.run(page, command, argument),
      (error) => {
        delete page.arriving;
        if (!signal.aborted) warn(error);
      },
    );
  }
}
