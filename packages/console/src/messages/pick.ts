/**
 * For dates and numbers, and `lang` of the page: the language that the messages came from. Where the system has no
 * locale (`LANG=C`) Chromium names `en-US@posix`, which is no language tag: Intl throws at it.
 */
export const locale = navigator.languages.find((tag) => tag.startsWith('en') && isLanguageTag(tag)) ?? 'en';

/**
 * The messages of a part of the console in the person's language. A language is added as a folder beside `en`, and by
 * naming it where `pick` is called; what it lacks, the compiler tells.
 *
 * @param languages by BCP 47 language tag
 */
export function pick<Messages>(languages: { en: Messages } & Record<string, Messages>): Messages {
  for (const wanted of navigator.languages) {
    const messages = languages[wanted] ?? languages[wanted.split('-', 1)[0] ?? ''];
    if (messages !== undefined) return messages;
  }
  return languages.en;
}

function isLanguageTag(tag: string): boolean {
  try {
    new Intl.Locale(tag);
    return true;
  } catch {
    return false;
  }
}
