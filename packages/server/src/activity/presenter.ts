import { printTime } from '../http/schemas.ts';
import { BAD_REASONS } from '../platform/chain-verifier.ts';
import type { AuditEventTable } from '../store/schema.ts';
import type { Verdict } from './verify-trail.ts';

export function presentEvent(row: AuditEventTable) {
  return {
    id: row.id,
    at: printTime(row.at),
    actor: JSON.parse(row.actor),
    action: row.action,
    target: { type: row.target_type, id: row.target_id },
    ip: row.ip,
    requestId: row.request_id,
    detail: JSON.parse(row.detail),
    hash: row.hash,
  };
}

/** @param publicKey SPKI PEM */
export function presentVerdict({ checked, firstBad }: Verdict, publicKey: string) {
  return {
    valid: firstBad === null,
    checked,
    firstBad: firstBad === null ? null : { ...firstBad, detail: BAD_REASONS[firstBad.reason] },
    publicKey,
  };
}
