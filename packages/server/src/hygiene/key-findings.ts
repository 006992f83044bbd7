import type { Kysely } from 'kysely';
import type { Schema } from '../store/schema.ts';
import { type Finding, MOST_OF_A_KIND, type Survey } from './finding.ts';

const DAY_MS = 86_400_000;
const OLD_DAYS = 90;
const UNUSED_DAYS = 90;

type KeyRow = Awaited<ReturnType<ReturnType<typeof liveKeys>['execute']>>[number];

export async function findKeyFindings(db: Kysely<Schema>, survey: Survey): Promise<Finding[]> {
  const { nowMs } = survey;
  const keys = liveKeys(db, survey);
  const old = await keys
    .where('key.created_at', '<=', nowMs - OLD_DAYS * DAY_MS)
    .where('key.grace_ends_at', 'is', null)
    .execute();
  const unused = await keys
    .where((eb) =>
      eb(eb.fn.coalesce('key.last_used_at', 'key.created_at'), '<=', nowMs - UNUSED_DAYS * DAY_MS),
    )
    .execute();
  const retiring = await keys.where('key.grace_ends_at', '>', nowMs).execute();
  const late = await Promise.all(retiring.map((row) => lateSince(db, survey, row)));
  return [
    ...old.map((row) => finding('key_old', row, row.created_at)),
    ...unused.map((row) => finding('key_unused', row, row.last_used_at ?? row.created_at)),
    ...retiring.flatMap((row, index) => {
      const sinceMs = late[index] ?? null;
      return sinceMs === null ? [] : [finding('key_retiring_late', row, sinceMs)];
    }),
  ];
}

/** Keys that the gate would take now, those of `test` deployments left out. */
function liveKeys(db: Kysely<Schema>, { organizationId, chatbotIds, nowMs }: Survey) {
  let query = db
    .selectFrom('key')
    .leftJoin('deployment', 'deployment.id', 'key.deployment_id')
    .select([
      'key.id',
      'key.label',
      'key.preview',
      'key.created_at',
      'key.last_used_at',
      'key.grace_ends_at',
      'key.retiring_since',
      'key.deployment_id',
      'deployment.label as deployment_label',
      'deployment.chatbot_id',
    ])
    .where('key.organization_id', '=', organizationId)
    .where('key.environment', '=', 'live')
    .where('key.ended_at', 'is', null)
    .where('key.deleted_at', 'is', null)
    .where('deployment.revoked_at', 'is', null)
    .where((eb) => eb.or([eb('key.expires_at', 'is', null), eb('key.expires_at', '>', nowMs)]))
    .where((eb) => eb.or([eb('key.grace_ends_at', 'is', null), eb('key.grace_ends_at', '>', nowMs)]));
  if (chatbotIds !== null) {
    query = query.where((eb) =>
      eb.or([
        eb('key.deployment_id', 'is', null),
        ...(chatbotIds.length === 0 ? [] : [eb('deployment.chatbot_id', 'in', chatbotIds)]),
      ]),
    );
  }
  return query.orderBy('key.created_at').orderBy('key.id').limit(MOST_OF_A_KIND);
}

/** Since when a retiring key is past half of its grace period; null while it is not. */
async function lateSince(db: Kysely<Schema>, survey: Survey, row: KeyRow): Promise<number | null> {
  const { nowMs } = survey;
  const graceEndsMs = row.grace_ends_at ?? nowMs;
  const began = row.retiring_since ?? (await rotatedAt(db, survey, row)) ?? row.created_at;
  const halfMs = began + (graceEndsMs - began) / 2;
  return nowMs >= halfMs ? began : null;
}

/**
 * For keys that were retiring before it was noted since when: a rotation makes the successor and begins the grace period
 * in one act.
 */
async function rotatedAt(
  db: Kysely<Schema>,
  { organizationId, nowMs }: Survey,
  row: KeyRow,
): Promise<number | null> {
  const successors = db
    .selectFrom('key')
    .select((eb) => eb.fn.max<number | null>('created_at').as('at'))
    .where('organization_id', '=', organizationId)
    .where('id', '!=', row.id)
    .where('created_at', '>', row.created_at)
    .where('created_at', '<=', nowMs);
  const theirs =
    row.deployment_id === null
      ? successors.where('deployment_id', 'is', null).where('label', '=', row.label)
      : successors.where('deployment_id', '=', row.deployment_id);
  return (await theirs.executeTakeFirst())?.at ?? null;
}

function finding(kind: Finding['kind'], row: KeyRow, sinceMs: number): Finding {
  const { id, label, preview, deployment_id: deploymentId, deployment_label, chatbot_id: chatbotId } = row;
  return {
    kind,
    subject: { type: deploymentId === null ? 'api_key' : 'key', id },
    label: label ?? deployment_label ?? preview,
    preview,
    chatbotId,
    deploymentId,
    sinceMs,
  };
}
