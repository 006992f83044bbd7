import { KEY_PATTERN } from './key-format.ts';
import { keyPreview } from './key-preview.ts';

/** In whatever case: what was pasted as a domain is lower case soon, and of a key little is left to be guessed then. */
const SECRETS = new RegExp(
  `${KEY_PATTERN.source}|(?:cb_sign|cbv)_[0-9A-Za-z]{40}|cbt_[0-9A-Za-z_-]{43}|whsec_[0-9A-Za-z+/]{43}=?`,
  'gi',
);

/**
 * Foreign text with each key, signing secret, visitor token, one-time token and webhook secret in it masked, genuine
 * or not. For whatever is told or kept of what a caller sent: secrets are pasted into wrong places.
 */
export function maskSecrets(text: string): string {
  return text.replace(SECRETS, keyPreview);
}

export function hasSecret(text: string): boolean {
  return text.search(SECRETS) >= 0;
}
