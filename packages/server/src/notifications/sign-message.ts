import type { Secret } from '@wicketgate/core';
import { Webhook } from 'standardwebhooks';

/**
 * The headers that Standard Webhooks asks for.
 *
 * @param secrets each signs; a receiver takes the message when one of them is its own
 * @param atMs when it is sent, epoch ms by the wall clock: receivers refuse what is older than five minutes
 */
export function signMessage(
  secrets: readonly Secret[],
  id: string,
  atMs: number,
  body: string,
): Record<'webhook-id' | 'webhook-timestamp' | 'webhook-signature', string> {
  const at = new Date(atMs);
  return {
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(atMs / 1_000)),
    'webhook-signature': secrets.map((secret) => new Webhook(secret.expose()).sign(id, at, body)).join(' '),
  };
}
