/** How a page embeds the widget: where the server is and what opens its door. */
export type Embed = {
  /** Absolute address that API paths and chunks are relative to; ends in a slash. */
  base: string;
  key: string | null;
  /** Only without a key: the public chatbot id of a bot that allows keyless embedding. */
  chatbotId: string | null;
};

/** The part of a script element that matters here. */
export type ScriptTag = Pick<HTMLScriptElement, 'src' | 'getAttribute'>;

const LOADER = 'script[src*="/widget.js"]';
const CREDENTIALED = `${LOADER}[data-key],${LOADER}[data-chatbot-id]`;

/**
 * Finds the script element that brought the loader. `currentScript` is null in `type=module` (HTML, section 3.1.5), and
 * what a tag manager inserted may have lost its data attributes, hence the search by address.
 *
 * @returns null when no such element carries a key or a chatbot id
 */
export function findEmbed(page: Document): Embed | null {
  return (
    readEmbed(page.currentScript as ScriptTag | null) ??
    readEmbed(page.querySelector<HTMLScriptElement>(CREDENTIALED))
  );
}

/**
 * @param script its `src` as the browser resolved it, so absolute
 * @returns null without an address or with neither a key nor a chatbot id. A key beats a chatbot id, for one call
 * carries one credential.
 */
export function readEmbed(script: ScriptTag | null): Embed | null {
  const read = (name: string) => script?.getAttribute(name)?.trim() || null;
  const key = read('data-key');
  const chatbotId = key ? null : read('data-chatbot-id');
  if (!script?.src || !(key ?? chatbotId)) return null;
  return { base: new URL('.', script.src).href, key, chatbotId };
}
