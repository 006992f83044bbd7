/**
 * The languages, and what follows each in the name of its file. The build puts its chunks in the place of these (see
 * scripts/build.mjs).
 */
export const CATALOGUES: Record<string, string> = {
  en: '.ts',
  de: '.ts',
  es: '.ts',
  fr: '.ts',
  it: '.ts',
  pt: '.ts',
  nl: '.ts',
  ja: '.ts',
  zh: '.ts',
  ar: '.ts',
  hi: '.ts',
};
