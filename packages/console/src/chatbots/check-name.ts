import { t } from '../messages/index.ts';

const MOST_CHARACTERS = 120;

/** What is wrong with a name or label; null: nothing. */
export function checkName(name: string): string | null {
  if (name.trim() === '') return t.chatbots.settings.required;
  // Code points, as the server counts them.
  return [...name].length > MOST_CHARACTERS ? t.chatbots.settings.tooLong(MOST_CHARACTERS) : null;
}
