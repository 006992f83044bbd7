import { startChatPage } from './chat-page.ts';
import { findScript, readEmbed } from './embed.ts';
import { readOptions } from './read-options.ts';
import { warn } from './warn.ts';

declare global {
  interface Window {
    /** What tag managers leave no attributes for; `GET /widget/dep_….js` puts the deployment's current key in here. */
    WicketSettings?: object;
  }
}

start().catch(warn);

/** Asynchronous for the sake of its promise alone, which takes whatever is thrown: nothing may reach the page. */
async function start(): Promise<unknown> {
  // An array there is the page's own queue; the API is there when the loader has run before.
  if (window.Wicket?.['connect']?.call) return window.Wicket['connect']();
  // Found at once: currentScript is gone after the first await.
  const script = findScript(document) as HTMLScriptElement;
  const options = readOptions(script, window.WicketSettings);
  const embed = readEmbed(script.src, options);
  return embed.key || embed.chatbotId ? startChatPage(embed, options, script.parentElement) : warn('no key');
}
