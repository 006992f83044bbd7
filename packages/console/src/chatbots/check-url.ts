import { t } from '../messages/index.ts';

/** What is wrong with an optional web address; null: nothing. */
export function checkUrl(address: string): string | null {
  const trimmed = address.trim();
  return trimmed === '' || /^https?:\/\/[^\s/]/.test(trimmed) ? null : t.chatbots.settings.urlInvalid;
}
