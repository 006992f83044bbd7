import type { Strings } from './locales/en.ts';

/** One chunk per language. */
const CATALOGUES: Record<string, () => Promise<{ strings: Strings }>> = {
  en: () => import('./locales/en.ts'),
  de: () => import('./locales/de.ts'),
  es: () => import('./locales/es.ts'),
  fr: () => import('./locales/fr.ts'),
  it: () => import('./locales/it.ts'),
  pt: () => import('./locales/pt.ts'),
  nl: () => import('./locales/nl.ts'),
  ja: () => import('./locales/ja.ts'),
  zh: () => import('./locales/zh.ts'),
  ar: () => import('./locales/ar.ts'),
  hi: () => import('./locales/hi.ts'),
};

/**
 * Picks the first language that there is a catalogue for.
 *
 * @param wishes language tags (BCP 47) separated by spaces, the most important one first
 */
export function pickLocale(wishes: string): string {
  for (const { 0: tag } of wishes.matchAll(/\S+/g)) {
    const language = tag.toLowerCase().split('-')[0] ?? '';
    if (Object.hasOwn(CATALOGUES, language)) return language;
  }
  return 'en';
}

/**
 * @param locale one of pickLocale's
 * @param own the deployment's own words, by name; they win in every language
 */
export async function loadStrings(locale: string, own: Record<string, string>): Promise<Strings> {
  const catalogue = await CATALOGUES[locale]?.();
  return { ...(catalogue as { strings: Strings }).strings, ...own };
}

/** Puts values in for `{name}`. */
export function fill(text: string, values: Record<string, string | number>): string {
  return text.replace(/\{(\w+)\}/g, (all, name) => (Object.hasOwn(values, name) ? `${values[name]}` : all));
}
