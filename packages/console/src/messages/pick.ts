/** For dates and numbers, and `lang` of the page: the language that the messages came from. */
export const locale = navigator.languages.find((tag) => tag.startsWith('en')) ?? 'en';

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
