import { t } from '../messages/index.ts';

/** What is wrong with an optional web address; null: nothing. */
export function checkUrl(address: string): string | null {
  const trimmed = address.trim();
  const isWeb = /^https?:\/\/[^\s/]/.test(trimmed) && URL.canParse(trimmed);
  return trimmed === '' || isWeb ? null : t.chatbots.settings.urlInvalid;
}
