import { createChat, type WicketChat } from './chat.ts';
import type { ChatPage } from './chat-context.ts';
import { defineWicketChat } from './define.ts';
import { takeOver } from './from-loader.ts';

const chats = new WeakMap<HTMLElement, Promise<WicketChat>>();

type Command = (argument: unknown) => unknown;

/**
 * Carries out a command of `window.Wicket`; the first one builds the chat.
 *
 * @param command the name of a method of WicketChat, `diagnose`, `destroy`, or empty: just be prepared
 */
export async function run(page: ChatPage, command: string, argument: unknown): Promise<unknown> {
  takeOver(page.parts);
  // A tool for developers: no visitor downloads it.
  if (command === 'diagnose') return (await import('./diagnose.ts')).diagnose(page);
  if (command === 'destroy') return destroy(page);
  await page.begin();
  const chat = await chatOf(page);
  return chat && command && (chat[command as keyof WicketChat] as Command).call(chat, argument);
}

/** One promise for all who ask, so that commands are carried out in the order they came in. */
async function chatOf(page: ChatPage): Promise<WicketChat | null> {
  const { chatHost: host, config } = page;
  if (!host || !config) return null;
  let arriving = chats.get(host);
  if (!arriving) {
    defineWicketChat((gone) => chats.get(gone)?.then((chat) => chat.disconnect()));
    arriving = createChat(page, host, config).then((chat) => {
      page.chat = chat;
      page.waiting.forEach((name, argument) => void (chat[name] as Command).call(chat, argument));
      page.waiting.clear();
      return chat;
    });
    chats.set(host, arriving);
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
