import type { Kysely } from 'kysely';
import { csvLine } from '../http/csv.ts';
import { printTime } from '../http/schemas.ts';
import type { AuditEventTable, Schema } from '../store/schema.ts';
import { parseOwnJson } from './chained-event.ts';
import { readHead, readTrail } from './read-trail.ts';
import type { ActivityFilters } from './schemas.ts';

export type ExportFormat = 'csv' | 'jsonl';

const CSV_COLUMNS = [
  'sequence',
  'id',
  'at',
  'actor_type',
  'actor_id',
  'actor_label',
  'action',
  'target_type',
  'target_id',
  'ip',
  'request_id',
  'detail',
  'hash',
] as const;

/**
 * An organization's events that fit all filters, oldest first, as text that comes in pieces.
 *
 * @returns the first piece read already: what goes wrong at the beginning is a refusal, not a torn file
 */
export async function exportActivity(
  db: Kysely<Schema>,
  organizationId: string,
  format: ExportFormat,
  filters: ActivityFilters,
): Promise<AsyncGenerator<string>> {
  const { sequence } = await readHead(db, organizationId);
  const pages = readTrail(db, organizationId, sequence, filters);
  const first = await pages.next();
  return printPages(first.done === true ? [] : first.value, pages, format);
}

async function* printPages(
  first: readonly AuditEventTable[],
  rest: AsyncGenerator<AuditEventTable[]>,
  format: ExportFormat,
): AsyncGenerator<string> {
  const print = format === 'csv' ? printRow : printEvent;
  if (format === 'csv') yield csvLine(CSV_COLUMNS);
  yield first.map(print).join('');
  for await (const rows of rest) yield rows.map(print).join('');
}

/** Everything that a verifier needs, in the spelling of the API. */
function printEvent(row: AuditEventTable): string {
  // A field that we did not write is null: the file then tells where the trail was tampered with.
  const event = {
    id: row.id,
    organizationId: row.organization_id,
    sequence: row.sequence,
    at: printTime(row.at),
    actor: parseOwnJson(row.actor),
    action: row.action,
    target: { type: row.target_type, id: row.target_id },
    ip: row.ip,
    requestId: row.request_id,
    detail: parseOwnJson(row.detail),
    previousHash: row.previous_hash,
    hash: row.hash,
    signature: row.signature,
  };
  return `${JSON.stringify(event)}\n`;
}

function printRow(row: AuditEventTable): string {
  const actor = parseOwnJson(row.actor) as Partial<Record<'type' | 'id' | 'label', string>> | null;
  return csvLine([
    row.sequence,
    row.id,
    printTime(row.at),
    actor?.type ?? null,
    actor?.id ?? null,
    actor?.label ?? null,
    row.action,
    row.target_type,
    row.target_id,
    row.ip,
    row.request_id,
    row.detail,
    row.hash,
  ]);
}
