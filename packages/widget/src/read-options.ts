/** What the page says about the widget, by the names of the data attributes in camel case. */
export type Options = Record<string, unknown>;

/**
 * Where a page may say something, first that does: the script's `data-…` attribute, the query of the script's address
 * (tag managers strip attributes), `window.WicketSettings`.
 *
 * @param settings what the page put into `window.WicketSettings`
 */
export function readOptions(script: Pick<HTMLScriptElement, 'src' | 'dataset'>, settings?: object): Options {
  return { ...settings, ...Object.fromEntries(new URL(script.src).searchParams), ...script.dataset };
}

/**
 * `data-open` alone means yes, as with HTML's own boolean attributes.
 *
 * @param fallback what holds where nothing is said; absent: no
 */
export function flagOption(value: unknown, fallback?: boolean): boolean {
  // What is undefined both times is a no.
  return !/^([fn0u]|of)/.test((value ?? fallback) as string);
}
