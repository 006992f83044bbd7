import { type KeyObject, verify } from 'node:crypto';
import { canonicalJson } from '@wicketgate/core';

/** How long a trail was at a moment, and its last hash: kept elsewhere, it shows when the end is cut off. */
export interface Checkpoint {
  readonly organizationId: string;
  readonly count: number;
  readonly hash: string;
  /** RFC 3339, UTC. */
  readonly at: string;
  /** Ed25519 over the canonical JSON of the rest, base64url. */
  readonly signature: string;
}

type Unsigned = Omit<Checkpoint, 'signature'>;

/** @param signer holds the audit key */
export function signCheckpoint(signer: { sign(text: string): string }, checkpoint: Unsigned): Checkpoint {
  return { ...checkpoint, signature: signer.sign(signedText(checkpoint)) };
}

/** Whether it was signed with the other half of this key. */
export function isSigned(checkpoint: Checkpoint, publicKey: KeyObject): boolean {
  const signature = decodeSignature(checkpoint.signature);
  return verify(null, Buffer.from(signedText(checkpoint)), publicKey, signature);
}

/** The one spelling only: what a lenient decoder would skip was not written by us. @returns no bytes for any other */
export function decodeSignature(text: string): Buffer {
  const bytes = Buffer.from(text, 'base64url');
  return bytes.toString('base64url') === text ? bytes : Buffer.alloc(0);
}

/** Says what it is, so that no other signature of this key can stand in for it. */
function signedText({ organizationId, count, hash, at }: Unsigned): string {
  return canonicalJson({ type: 'wicketgate/checkpoint/1', organizationId, count, hash, at });
}
