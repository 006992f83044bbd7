import { createChat, type WicketChat } from './chat.ts';
import type { ChatPage } from './chat-context.ts';
import { defineWicketChat } from './define.ts';
import { takeOver } from './from-loader.ts';
import { warn } from './warn.ts';

const chats = new WeakMap<HTMLElement, Promise<WicketChat | null>>();

/**
 * Carries out a command of `window.Wicket`; the first one builds the chat. Whatever goes wrong comes to the console: most
 * of those who ask, a pointer over the launcher, say, wait for no answer, and the page must not hear of it.
 *
 * @param command the name of a method of WicketChat, `diagnose`, or empty: just be prepared
 */
export async function run(page: ChatPage, command: string, argument: unknown): Promise<unknown> {
  takeOver(page.parts);
  try {
    // A tool for developers: no visitor downloads it.
    if (command === 'diagnose')
      return await (await import(`${page.embed.base}diagnose${CHUNK_END}`)).diagnose(page);
    await page.begin();
    // Nobody would see what is done in an element that the page took away.
    const isGone = /open|toggle|show/.test(command) && !page.chatHost?.isConnected;
    if (isGone) window.Wicket?.['connect']?.();
    const chat = await chatOf(page);
    return (
      chat && command && (await chat[isGone && command === 'toggle' ? 'open' : command]?.(argument as never))
    );
  } catch (error) {
    if (!page.ending.signal.aborted) warn(error);
    return undefined;
  }
}

/** One promise for all who ask, so that commands are carried out in the order they came in. */
async function chatOf(page: ChatPage): Promise<WicketChat | null> {
  const { chatHost: host, config } = page;
  const { signal } = page.ending;
  const root = host?.shadowRoot;
  if (!root || !config || signal.aborted) return null;
  let arriving = chats.get(host);
  if (!arriving) {
    arriving = createChat(page, host, config).then(
      (chat) => {
        page.chat = chat;
        page.waiting.forEach((name, argument) => {
          (async () => chat[name]?.(argument as never))().catch(warn);
        });
        page.waiting.clear();
        return chat;
      },
      (error) => {
        if (signal.aborted) return null;
        // What was not begun, for want of its words, may be tried again.
        if (!root.querySelector('[part=panel]')) chats.delete(host);
        warn(error);
        return null;
      },
    );
    chats.set(host, arriving);
    // An element of the page's own may stand in a chat again.
    signal.addEventListener('abort', () => {
      chats.delete(host);
      page.chat?.disconnect();
    });
    defineWicketChat((host) =>
      // One that was only moved is back by now.
      chats.get(host)?.then((chat) => host.isConnected || chat?.disconnect()),
    );
  }
  return arriving;
}
