import { type DenyReason, isSafeToRetire, keyStatus, latestDeadlineMs } from '@wicketgate/core';
import type { ExpressionBuilder, Kysely } from 'kysely';
import { keyLife } from '../http/key-life.ts';
import { printOptionalTime, printTime } from '../http/schemas.ts';
import type { DeploymentTable, KeyTable, Schema } from '../store/schema.ts';
import { liveKeys } from './deployment-keys.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;
const SHOWN_ORIGINS = 100;
/** Such calls say nothing about who relies on the key: a new one would not let them in either. */
const NOT_A_USE: readonly DenyReason[] = [
  'origin_not_allowed',
  'origin_missing',
  'ip_not_allowed',
  'key_type_not_allowed',
  'secret_key_in_url',
];

/** Which origins still send which key of a deployment, since its newest key was made. */
export async function readDrainMeter(db: Kysely<Schema>, deployment: DeploymentTable, nowMs: number) {
  const live = await liveKeys(db, deployment.id, nowMs);
  const retiring = live.filter((key) => key.grace_ends_at !== null);
  const sinceMs = live[0]?.created_at ?? deployment.created_at;
  const keys: Awaited<ReturnType<typeof readKey>>[] = [];
  for (const key of live) keys.push(await readKey(db, key, sinceMs, nowMs));
  // Where no rotation is under way, two keys stand side by side: the older ones are those to be retired.
  const older = retiring.length > 0 ? retiring.map(({ id }) => id) : live.slice(1).map(({ id }) => id);
  const retiringSinceMs = Math.min(...retiring.map((key) => retiringSince(key, sinceMs)));
  return {
    since: printTime(sinceMs),
    graceEndsAt: printOptionalTime(latest(retiring)),
    latestGraceEndsAt: retiring.length > 0 ? printTime(latestDeadlineMs(retiringSinceMs)) : null,
    retireWhenSilent: retiring.some((key) => key.retire_when_silent_since !== null),
    safeToRetire:
      older.length > 0 && keys.every(({ id, safeToRetire }) => safeToRetire || !older.includes(id)),
    keys,
  };
}

/** When the newest call carried a key, epoch ms, as far as it was within the last hours; null: none did. */
export async function lastSeenMs(db: Kysely<Schema>, keyId: string, nowMs: number): Promise<number | null> {
  const { last } = await db
    .selectFrom('usage_rollup')
    .select((eb) => eb.fn.max('last_seen_at').as('last'))
    .where('key_id', '=', keyId)
    .where('span', 'in', ['minute', 'hour'])
    .where('at', '>=', nowMs - 3 * HOUR_MS)
    .where('outcome', 'not in', NOT_A_USE)
    .executeTakeFirstOrThrow();
  return last;
}

/** Keys that were retiring before this was noted took the place in which the next key was made. */
export function retiringSince(key: KeyTable, successorCreatedAtMs: number): number {
  return key.retiring_since ?? successorCreatedAtMs;
}

async function readKey(db: Kysely<Schema>, key: KeyTable, sinceMs: number, nowMs: number) {
  const rows = await db
    .selectFrom('usage_rollup')
    .select((eb) => [
      'origin',
      eb.fn.sum<number>('requests').as('requests'),
      eb.fn.max('last_seen_at').as('last_seen_at'),
    ])
    .where('key_id', '=', key.id)
    .where('outcome', 'not in', NOT_A_USE)
    .where((eb) => isSince(eb, key, sinceMs))
    .groupBy('origin')
    .execute();
  const origins = rows
    .map(({ origin, requests, last_seen_at }) => ({ origin, requests: Number(requests), last_seen_at }))
    .sort((a, b) => b.last_seen_at - a.last_seen_at || b.requests - a.requests);
  const seenMs = Math.max(key.last_used_at ?? 0, origins[0]?.last_seen_at ?? 0) || null;
  const replacedMs = key.created_at >= sinceMs ? nowMs : retiringSince(key, sinceMs);
  return {
    id: key.id,
    preview: key.preview,
    status: keyStatus(keyLife(key), nowMs) as 'active' | 'retiring',
    createdAt: printTime(key.created_at),
    safeToRetire: isSafeToRetire(replacedMs, seenMs, nowMs),
    requests: origins.reduce((sum, { requests }) => sum + requests, 0),
    lastSeenAt: printOptionalTime(seenMs),
    origins: origins.slice(0, SHOWN_ORIGINS).map(({ origin, requests, last_seen_at }) => ({
      origin,
      requests,
      lastSeenAt: printTime(last_seen_at),
    })),
  };
}

/**
 * What a key did since the newest was made. A retiring key is counted by the minute from its rotation on, and the hour
 * before that stands in a row of its own; a key that is not retiring is counted by the hour.
 */
function isSince(eb: ExpressionBuilder<Schema, 'usage_rollup'>, key: KeyTable, sinceMs: number) {
  if (key.created_at >= sinceMs) return eb('at', '>=', 0);
  if (key.grace_ends_at === null) return eb('at', '>=', sinceMs - (sinceMs % HOUR_MS));
  const fromMs = retiringSince(key, sinceMs);
  return eb.or([
    eb('at', '>=', fromMs),
    eb.and([eb('span', '=', 'minute'), eb('at', '>=', fromMs - (fromMs % MINUTE_MS))]),
  ]);
}

function latest(keys: readonly KeyTable[]): number | null {
  return keys.reduce<number | null>(
    (last, { grace_ends_at }) => Math.max(last ?? 0, grace_ends_at ?? 0),
    null,
  );
}
