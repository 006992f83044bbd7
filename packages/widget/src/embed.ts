import type { Options } from './read-options.ts';

/** How a page embeds the widget: where the server is and what opens its door. */
export type Embed = {
  /** Absolute address that API paths and chunks are relative to; ends in a slash. */
  base: string;
  /** Empty in a keyless embedding. */
  key: string;
  /** The public chatbot id of a bot that allows keyless embedding. A key comes first: one call carries one credential. */
  chatbotId: string | undefined;
};

/** The address of the loader, the static one or a managed one, by the end of its path: first the folder that it is in. */
const ADDRESS = /^([^?#]*\/)widget(\/dep_\w+)?\.js(?![^?#])/;

/**
 * Finds the script element that brought the loader. `currentScript` is null in `type=module` (HTML, section 3.1.5), hence
 * the search by address. Only a script counts: among what visitors write there may be an image that has our address, or
 * one named `currentScript`, which then stands where the document's own should (HTML, section 3.1.7).
 */
export function findScript(page: Document): HTMLScriptElement | undefined {
  const scripts = page.querySelectorAll('script');
  // What is no script has none around it, or is no element at all.
  let found = page.currentScript?.closest?.('script');
  for (let i = 0; i <= scripts.length; i++) {
    // A script of SVG has no `src`.
    if (ADDRESS.test(found?.src as string)) return found as HTMLScriptElement;
    found = scripts[i];
  }
  return undefined;
}

/** @param address the script's `src` as the browser resolved it, so absolute */
export function readEmbed(address: string, { key = '', chatbotId }: Options): Embed {
  return {
    base: (ADDRESS.exec(address) as RegExpExecArray)[1] as string,
    // Pasted keys bring white space along.
    key: `${key}`.trim(),
    chatbotId: chatbotId as string | undefined,
  };
}
