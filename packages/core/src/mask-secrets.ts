import { keyPreview } from './key-preview.ts';

/**
 * In whatever case: what was pasted as a domain is lower case soon, and of a key little is left to be guessed then. Also
 * the greater part of one; but no more than one is long, since the next may follow at once.
 */
const SECRETS =
  /cb_(?:sk_)?(?:live|test)_[0-9a-z]{16,36}|(?:cb_sign|cbv)_[0-9a-z]{16,40}|cbt_[\w-]{16,43}|whsec_[0-9a-z+/]{16,43}=?/gi;

/**
 * Foreign text with each key, signing secret, visitor token, one-time token and webhook secret in it masked, genuine
 * or not. For whatever is told or kept of what a caller sent: secrets are pasted into wrong places.
 */
export function maskSecrets(text: string): string {
  return text.replace(SECRETS, keyPreview);
}

/** All of one: what only begins like one may be a name, such as that of a host. */
const WHOLE_SECRET =
  /(?<![0-9a-z])(?:cb_(?:sk_)?(?:live|test)_[0-9a-z]{36}|(?:cb_sign|cbv)_[0-9a-z]{40}|cbt_[\w-]{43}|whsec_[0-9a-z+/]{43})/i;

/** Whether a secret stands in the text, genuine or not. */
export function hasSecret(text: string): boolean {
  return WHOLE_SECRET.test(text);
}
