import type { RestrictionDenial } from '@wicketgate/core';
import type { Kysely } from 'kysely';
import { printTime } from '../http/schemas.ts';
import type { RejectionAddressTable, RejectionTable, Schema } from '../store/schema.ts';
import { type Diagnosis, diagnoseRejections } from './diagnose-rejections.ts';
import type { RejectionStatus } from './list-rejections.ts';

const DAY_MS = 86_400_000;
const SHOWN_NETWORK_DAYS = 7;
const MOST_NETWORKS = 10;

/** @param nowMs the database's clock */
export async function presentRejections(db: Kysely<Schema>, rows: readonly RejectionTable[], nowMs: number) {
  const diagnose = await diagnoseRejections(db, rows);
  const networks = await readNetworks(
    db,
    rows.map(({ id }) => id),
    nowMs,
  );
  return rows.map((row) => presentRejection(row, diagnose(row), networks.get(row.id) ?? []));
}

export async function presentOne(db: Kysely<Schema>, row: RejectionTable, nowMs: number) {
  const [presented] = await presentRejections(db, [row], nowMs);
  return presented as NonNullable<typeof presented>;
}

function presentRejection(
  row: RejectionTable,
  diagnosis: Diagnosis,
  networks: readonly RejectionAddressTable[],
) {
  const { nearMiss, nearly, suggestion } = diagnosis;
  return {
    id: row.id,
    keyId: row.key_id,
    deploymentId: row.deployment_id,
    chatbotId: row.chatbot_id,
    origin: row.origin,
    others: row.others === 1,
    code: row.code as RestrictionDenial,
    nearMiss,
    nearly,
    suggestion: suggestion === null ? null : { detail: suggestion.detail, entry: suggestion.entry },
    status: statusOf(row, diagnosis),
    count: row.count,
    reportOnlyCount: row.reported_count,
    firstSeenAt: printTime(row.first_seen_at),
    lastSeenAt: printTime(row.last_seen_at),
    pageHost: row.page_host,
    addresses: networks.slice(0, MOST_NETWORKS).map(({ network, last_seen_at }) => ({
      network,
      lastSeenAt: printTime(last_seen_at),
    })),
  };
}

function statusOf(row: RejectionTable, { isAllowedNow }: Diagnosis): RejectionStatus {
  if (row.muted_at !== null) return 'muted';
  return isAllowedNow || (row.allowed_at !== null && row.allowed_at >= row.last_seen_at) ? 'allowed' : 'open';
}

/** By rejection, last seen first. */
async function readNetworks(
  db: Kysely<Schema>,
  ids: readonly string[],
  nowMs: number,
): Promise<ReadonlyMap<string, RejectionAddressTable[]>> {
  const found = new Map<string, RejectionAddressTable[]>();
  if (ids.length === 0) return found;
  const rows = await db
    .selectFrom('rejection_address')
    .selectAll()
    .where('rejection_id', 'in', ids)
    .where('last_seen_at', '>=', nowMs - SHOWN_NETWORK_DAYS * DAY_MS)
    .orderBy('last_seen_at', 'desc')
    .orderBy('network')
    .execute();
  for (const row of rows) {
    const list = found.get(row.rejection_id);
    if (list === undefined) found.set(row.rejection_id, [row]);
    else list.push(row);
  }
  return found;
}
