import { CATALOGUE_END, LANGUAGE } from './catalogue-files.ts';
import type { Strings } from './locales/en.ts';

/** How many catalogues were asked for. */
let requests = 0;

/**
 * Picks the first language that there is a catalogue for.
 *
 * @param wishes language tags (BCP 47) separated by spaces, the most important one first
 */
export function pickLocale(wishes: string): string {
  return LANGUAGE.exec(wishes.toLowerCase())?.[0] ?? 'en';
}

/**
 * @param base where the catalogues' files are, ends in a slash
 * @param locale one of pickLocale's
 * @param own the deployment's own words, by name; they win in every language
 * @throws when the catalogue cannot be loaded; it may be asked for again
 */
export async function loadStrings(
  base: string,
  locale: string,
  own: Record<string, string>,
): Promise<Strings> {
  // Browsers may remember that a module failed to load; another address makes them ask again.
  const { strings } = await import(`${base}${locale}${CATALOGUE_END}?${requests++}`);
  return { ...strings, ...own };
}

/** Puts values in for `{name}`. */
export function fill(text: string, values: Record<string, string | number>): string {
  return text.replace(/\{(\w+)\}/g, (all, name) => `${values[name] ?? all}`);
}
