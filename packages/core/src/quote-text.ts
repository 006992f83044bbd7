import { shortenText } from './cut-text.ts';
import { maskSecrets } from './mask-secrets.ts';

const LONGEST = 100;

/**
 * Foreign text made fit to stand in a message: secrets masked, shortened, in quotation marks, control and bidirectional
 * characters replaced, so that it can neither break a log line nor reorder the sentence around it.
 */
export function quoteText(text: string): string {
  const short = shortenText(maskSecrets(text), LONGEST);
  return `“${short.replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu, '\uFFFD')}”`;
}
