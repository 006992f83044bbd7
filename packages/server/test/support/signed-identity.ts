import { createHmac } from 'node:crypto';
import type { Chat } from './chat.ts';

/** A signing secret as its chatbot's owner has it. */
export interface Signer {
  readonly id: string;
  readonly secret: string;
  readonly chatbotId: string;
}

export async function createSigner(
  { instance, chatbotId }: Pick<Chat, 'instance' | 'chatbotId'>,
  ownerKey = instance.ownerKey,
): Promise<Signer> {
  const path = `/api/v1/chatbots/${chatbotId}/signing-secrets`;
  const created = await instance.call('POST', path, { key: ownerKey, body: {} });
  if (created.status !== 201) throw new Error(created.text);
  const { id, secret } = created.json.signingSecret;
  return { id, secret, chatbotId };
}

/** `userHash`, as the customer's server makes it. */
export function userHash({ secret }: Signer, userId: string): string {
  return createHmac('sha256', secret).update(userId).digest('hex');
}

export function hashed(signer: Signer, userId: string, profile: object = {}) {
  return { identity: { userId, userHash: userHash(signer, userId), ...profile } };
}

export interface TokenChanges {
  readonly header?: object;
  readonly claims?: object;
  /** Instead of HMAC-SHA256 under the signer's secret. */
  readonly signature?: (signed: string) => string;
}

/** A JWT made by hand, so that it may also be wrong in any part. */
export function token(signer: Signer, nowMs: number, changes: TokenChanges = {}): string {
  const header = { alg: 'HS256', typ: 'JWT', kid: signer.id, ...changes.header };
  const exp = Math.floor(nowMs / 1_000) + 3_600;
  const claims = { sub: 'user-1', aud: signer.chatbotId, exp, ...changes.claims };
  const signed = `${encode(header)}.${encode(claims)}`;
  const signature =
    changes.signature ?? ((text) => createHmac('sha256', signer.secret).update(text).digest('base64url'));
  return `${signed}.${signature(signed)}`;
}

export function encode(value: unknown): string {
  return Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url');
}
