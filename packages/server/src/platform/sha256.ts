import { hash } from 'node:crypto';

/** SHA-256 of a text's UTF-8 bytes, base64url: the form in which digests are stored and compared. */
export function sha256(text: string): string {
  return hash('sha256', text, 'base64url');
}
