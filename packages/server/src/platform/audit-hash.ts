import { canonicalJson, type JsonObject } from '@wicketgate/core';
import { sha256 } from './sha256.ts';

/** What precedes the first event of an organization. */
export const CHAIN_START = '';

/** Everything that an audit event's hash covers. */
export interface HashedEvent {
  readonly id: string;
  readonly organizationId: string;
  /** 1, 2, 3 … within the organization. */
  readonly sequence: number;
  /** Epoch ms. */
  readonly at: number;
  readonly actor: JsonObject;
  readonly action: string;
  readonly target: JsonObject;
  readonly ip: string | null;
  readonly requestId: string | null;
  readonly detail: JsonObject;
}

/**
 * The hash that ties an event to all before it: SHA-256 over the hash before it and its own canonical JSON (RFC 8785).
 *
 * @param previousHash of the event before, or CHAIN_START
 * @returns base64url
 * @throws TypeError for a value that canonical JSON does not have
 */
export function auditHash(previousHash: string, event: HashedEvent): string {
  const { id, organizationId, sequence, at, actor, action, target, ip, requestId, detail } = event;
  const covered = { id, organizationId, sequence, at, actor, action, target, ip, requestId, detail };
  return sha256(previousHash + canonicalJson(covered));
}
