import type { Options } from './read-options.ts';

/** How a page embeds the widget: where the server is and what opens its door. */
export type Embed = {
  /** Absolute address that API paths and chunks are relative to; ends in a slash. */
  base: string;
  /** Empty in a keyless embedding. */
  key: string;
  /** The public chatbot id of a bot that allows keyless embedding. A key comes first: one call carries one credential. */
  chatbotId: string;
};

/**
 * Finds the script element that brought the loader. `currentScript` is null in `type=module` (HTML, section 3.1.5), hence
 * the search by address: of the static loader, or of a managed one (`widget/dep_….js`).
 */
export function findScript(page: Document): HTMLScriptElement | null {
  return (page.currentScript ??
    page.querySelector('[src*="/widget.js"],[src*="/widget/dep_"]')) as HTMLScriptElement | null;
}

/** @param address the script's `src` as the browser resolved it, so absolute */
export function readEmbed(address: string, { key = '', chatbotId = '' }: Options): Embed {
  return {
    base: new URL(/\/widget\/dep_/.test(address) ? '..' : '.', address).href,
    // Pasted keys bring white space along.
    key: `${key}`.trim(),
    chatbotId: chatbotId as string,
  };
}
