import { printTime } from '../http/schemas.ts';
import type { AuditEventTable } from '../store/schema.ts';

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
