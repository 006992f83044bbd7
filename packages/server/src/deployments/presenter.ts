import { deploymentStatus, keyStatus, type Notice } from '@wicketgate/core';
import type { Kysely } from 'kysely';
import type { Caller } from '../http/caller.ts';
import { keyLife } from '../http/key-life.ts';
import { permissionsOn } from '../http/permissions.ts';
import { presentSecret } from '../http/present-secret.ts';
import { printOptionalTime, printTime } from '../http/schemas.ts';
import { readWidgetSettings } from '../http/widget-settings.ts';
import type { IssuedKey } from '../platform/issue-key.ts';
import type { DeploymentTable, KeyTable, Schema } from '../store/schema.ts';
import { shownKeys } from './deployment-keys.ts';
import { runningTrial } from './report-only.ts';

/** Several with their keys, as of now. */
export async function presentDeployments(
  db: Kysely<Schema>,
  caller: Caller,
  rows: readonly DeploymentTable[],
  nowMs: number,
) {
  const ids = rows.map((row) => row.id);
  const keys = await shownKeys(db, ids, nowMs);
  return rows.map((row) => presentDeployment(caller, row, keys.get(row.id) ?? [], nowMs));
}

export async function presentOne(db: Kysely<Schema>, caller: Caller, row: DeploymentTable, nowMs: number) {
  const keys = await shownKeys(db, [row.id], nowMs);
  return presentDeployment(caller, row, keys.get(row.id) ?? [], nowMs);
}

/** @param nowMs the database's clock: whether a key is retiring or over is judged by it */
function presentDeployment(caller: Caller, row: DeploymentTable, keys: readonly KeyTable[], nowMs: number) {
  return {
    id: row.id,
    chatbotId: row.chatbot_id,
    type: row.type,
    label: row.label,
    environment: row.environment,
    stage: row.stage,
    site: row.site,
    status: deploymentStatus({ type: row.type, site: row.site, revokedAtMs: row.revoked_at }),
    restriction: JSON.parse(row.restriction) as StoredRestriction,
    allowLocalhost: row.allow_localhost === 1,
    reportOnly: presentTrial(row, nowMs),
    widget: readWidgetSettings(row.widget),
    rateLimit: row.rate_limit,
    keys: keys.map((key) => presentKey(key, nowMs)),
    lastActiveAt: printOptionalTime(row.last_active_at),
    createdAt: printTime(row.created_at),
    createdBy: row.created_by,
    revokedAt: printOptionalTime(row.revoked_at),
    permissions: permissionsOn(caller, row.chatbot_id),
  };
}

function presentTrial(row: DeploymentTable, nowMs: number) {
  const trial = runningTrial(row, nowMs);
  if (trial === null) return null;
  return {
    startedAt: printTime(trial.startedAtMs),
    endsAt: printTime(trial.untilMs),
    enforced: {
      restriction: trial.restriction as StoredRestriction,
      allowLocalhost: trial.allowLocalhost,
    },
  };
}

export function presentKey(key: KeyTable, nowMs: number) {
  return {
    id: key.id,
    preview: key.preview,
    status: keyStatus(keyLife(key), nowMs),
    createdAt: printTime(key.created_at),
    lastUsedAt: printOptionalTime(key.last_used_at),
    graceEndsAt: printOptionalTime(key.grace_ends_at),
    quarantinedAt: printOptionalTime(key.quarantined_at),
    revealable: key.sealed !== null,
  };
}

export function presentIssuedKey({ secret, columns }: IssuedKey) {
  return { id: columns.id, preview: columns.preview, secret: presentSecret(secret) };
}

/** The member `notices`, only where there is something to say. */
export function presentNotices(notices: readonly Notice[]): { notices?: Notice[] } {
  return notices.length === 0 ? {} : { notices: [...notices] };
}

/** What printRestriction wrote, where inheritOrganization is explicit. */
type StoredRestriction =
  | { kind: 'none' }
  | { kind: 'websites'; origins: string[]; inheritOrganization: boolean }
  | { kind: 'ips'; ranges: string[] };
