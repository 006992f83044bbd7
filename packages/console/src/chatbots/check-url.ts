import { t } from '../messages/index.ts';
import { parseAddress } from '../ui/parse-address.ts';

/** What is wrong with an optional web address; null: nothing. */
export function checkUrl(address: string): string | null {
  const trimmed = address.trim();
  const isWeb = /^https?:\/\/[^\s/]/.test(trimmed) && parseAddress(trimmed) !== null;
  return trimmed === '' || isWeb ? null : t.chatbots.settings.urlInvalid;
}
