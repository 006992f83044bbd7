import type { Readable } from 'node:stream';

const LINGER_MS = 5_000;

/**
 * Ends what a refused client still sends, after a while: where the connection is closed at once it often breaks before
 * the client has seen the answer (RFC 9112 section 9.6).
 */
export function endLingering(sent: Readable): void {
  const timer = setTimeout(() => sent.destroy(), LINGER_MS).unref();
  sent.once('close', () => clearTimeout(timer));
}
