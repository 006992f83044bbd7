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
 * @param command the name of a method of WicketChat, `diagnose`, `destroy`, or empty: just be prepared
 */
export async function run(page: ChatPage, command: string, argument: unknown): Promise<unknown> {
  takeOver(page.parts);
  try {
    // A tool for developers: no visitor downloads it.
    if (command === 'diagnose')
      return await (await import(`${page.embed.base}diagnose${CHUNK_END}`)).diagnose(page);
    if (command === 'destroy') return destroy(page);
    await page.begin();
    // Nobody would see what is done in an element that the page took away.
    const isGone = /open|toggle|show/.test(command) && !page.chatHost?.isConnected;
    if (isGone) window.Wicket?.['connect']?.();
    const chat = await chatOf(page);
    return (
      chat && command && (await chat[isGone && command === 'toggle' ? 'open' : command]?.(argument as never))
    );
  } catch (error) {
    return warn(error);
  }
}

/** One promise for all who ask, so that commands are carried out in the order they came in. */
async function chatOf(page: ChatPage): Promise<WicketChat | null> {
  const { chatHost: host, config } = page;
  const root = host?.shadowRoot;
  if (!root || !config) return null;
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
        // What was not begun, for want of its words, may be tried again.
        if (!root.querySelector('[part=panel]')) chats.delete(host);
        warn(error);
        return null;
      },
    );
    chats.set(host, arriving);
    defineWicketChat((host) =>
      // One that was only moved is back by now.
      chats.get(host)?.then((chat) => host.isConnected || chat?.disconnect()),
    );
  }
  return arriving;
}

/** Leaves nothing behind in the page but what the page brought itself. */
function destroy({ ending, chat, chatHost, ownHost }: ChatPage): void {
  ending.abort();
  chat?.disconnect();
  if (chatHost?.shadowRoot) {
    // An element of the page's own stays, as empty as it was.
    chats.delete(chatHost);
    chatHost.shadowRoot.replaceChildren();
    chatHost.shadowRoot.adoptedStyleSheets.length = 0;
  }
  ownHost?.remove();
  delete window.Wicket;
}
