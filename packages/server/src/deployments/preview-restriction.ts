import { judgeRestriction, parseOriginHeader, type RestrictionDenial } from '@wicketgate/core';
import type { Kysely } from 'kysely';
import type { Caller } from '../http/caller.ts';
import { printTime } from '../http/schemas.ts';
import { readOrganizationOrigins, readRestriction, withInherited } from '../http/stored-restriction.ts';
import type { Schema } from '../store/schema.ts';
import { findUnrevoked } from './find-deployment.ts';
import { placeAnew } from './placement.ts';
import type { RestrictionPreviewRequest } from './schemas.ts';

const DAY_MS = 86_400_000;
const PREVIEWED_DAYS = 7;
/** Named in the answer; of the rest it has the sums. */
const MOST_NAMED = 50;

/** What usage writes in the place of an origin. */
const NO_ORIGIN = 'none';
const OTHER_ORIGINS = 'other';

/**
 * What a restriction would have refused of the calls that were let in during the last week. Judged by the function that
 * the gate uses, over the counts that usage keeps.
 *
 * @param nowMs the database's clock
 * @throws Refused not_found, permission_denied, already_revoked, and what a restriction is refused for when it is saved
 */
export async function previewRestriction(
  db: Kysely<Schema>,
  caller: Caller,
  deploymentId: string,
  input: RestrictionPreviewRequest,
  nowMs: number,
) {
  const row = await findUnrevoked(db, caller, deploymentId, 'view');
  const organizationOrigins = await readOrganizationOrigins(db, caller.organizationId);
  const before = { site: row.site, restriction: readRestriction(row.restriction) };
  const { restriction } = placeAnew(row.type, before, input, organizationOrigins);
  const allowLocalhost = input.allowLocalhost ?? row.allow_localhost === 1;
  const proposed = withInherited(restriction, () => organizationOrigins, allowLocalhost);
  const fromMs = nowMs - PREVIEWED_DAYS * DAY_MS;
  const calls = await readAllowedCalls(db, row.id, fromMs);
  const refused: { origin: string | null; code: RestrictionDenial; calls: number }[] = [];
  let unknownCalls = 0;
  for (const { origin, requests } of calls) {
    // Whole addresses are not kept, and of the others not even the origin.
    const isUnknown = proposed.kind === 'ips' || (proposed.kind === 'websites' && origin === OTHER_ORIGINS);
    const header = parseOriginHeader(origin === NO_ORIGIN ? undefined : origin);
    const code = isUnknown
      ? null
      : judgeRestriction(proposed, { origin: header, address: null }, { rule: null });
    if (isUnknown) unknownCalls += requests;
    else if (code !== null)
      refused.push({ origin: origin === NO_ORIGIN ? null : origin, code, calls: requests });
  }
  refused.sort((a, b) => b.calls - a.calls);
  return {
    from: printTime(fromMs),
    to: printTime(nowMs),
    calls: calls.reduce((sum, { requests }) => sum + requests, 0),
    refusedCalls: refused.reduce((sum, one) => sum + one.calls, 0),
    refusedOrigins: refused.length,
    unknownCalls,
    refused: refused.slice(0, MOST_NAMED),
  };
}

/** By origin, all keys of the deployment together. */
async function readAllowedCalls(
  db: Kysely<Schema>,
  deploymentId: string,
  fromMs: number,
): Promise<{ readonly origin: string; readonly requests: number }[]> {
  const rows = await db
    .selectFrom('usage_rollup')
    .select(['origin', (eb) => eb.fn.sum<number | string>('requests').as('requests')])
    .where('deployment_id', '=', deploymentId)
    .where('at', '>=', fromMs)
    .where('outcome', '=', 'allowed')
    .groupBy('origin')
    .execute();
  return rows.map(({ origin, requests }) => ({ origin, requests: Number(requests) }));
}
