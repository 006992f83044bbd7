import type { JsonObject } from '@wicketgate/core';
import type { ChainedEvent, UnreadableEvent } from '../platform/chain-verifier.ts';
import type { AuditEventTable } from '../store/schema.ts';

/** A stored event as its hash covers it. */
export function chainedEvent(row: AuditEventTable): ChainedEvent | UnreadableEvent {
  const actor = parseOwnJson(row.actor);
  const detail = parseOwnJson(row.detail);
  if (actor === null || detail === null) return { unreadable: true, id: row.id, sequence: row.sequence };
  return {
    id: row.id,
    organizationId: row.organization_id,
    sequence: row.sequence,
    at: row.at,
    actor,
    action: row.action,
    target: { type: row.target_type, id: row.target_id },
    ip: row.ip,
    requestId: row.request_id,
    detail,
    previousHash: row.previous_hash,
    hash: row.hash,
    signature: row.signature,
  };
}

/** Null for a text that we did not write: what is read by a parser and by a person must be the same. */
export function parseOwnJson(text: string): JsonObject | null {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return null;
  }
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
  return isObject && JSON.stringify(value) === text ? (value as JsonObject) : null;
}
