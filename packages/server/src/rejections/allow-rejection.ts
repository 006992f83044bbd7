import { type Origin, parseOriginHeader } from '@wicketgate/core';
import type { Caller } from '../http/caller.ts';
import { Refused } from '../http/problem.ts';
import type { RejectionTable } from '../store/schema.ts';
import type { StoreTransaction } from '../store/store.ts';
import { diagnoseRejections } from './diagnose-rejections.ts';
import { findRejection } from './find-rejection.ts';

/** Adds an entry to the list of a deployment, as whoever owns deployments does it. Returns the entry. */
export type AllowOrigin = (
  tx: StoreTransaction,
  caller: Caller,
  deploymentId: string,
  origin: Origin,
  cause: Readonly<Record<string, string | boolean>>,
) => Promise<string>;

/**
 * Allows exactly the rejected origin, from the next request on.
 *
 * @throws Refused not_found, permission_denied; conflict where no allowed domain would let these calls in;
 *   lookalike_unconfirmed; and what `allowOrigin` refuses
 */
export async function allowRejection(
  tx: StoreTransaction,
  caller: Caller,
  rejectionId: string,
  options: { readonly confirmLookalike: boolean; readonly allowOrigin: AllowOrigin },
): Promise<{ readonly row: RejectionTable; readonly entry: string }> {
  const row = await findRejection(tx.db, caller, rejectionId, 'deploy');
  const { deploymentId, origin } = allowable(row);
  const { nearMiss, nearly } = (await diagnoseRejections(tx.db, [row]))(row);
  if (nearMiss === 'lookalike' && !options.confirmLookalike) {
    throw new Refused(
      'lookalike_unconfirmed',
      `${origin.text} looks like ${nearly}, which is allowed, but is another domain: somebody may be copying your site. If you are sure that it is yours, send confirmLookalike.`,
    );
  }
  const cause = { rejectionId: row.id, ...(nearMiss === null ? {} : { nearMiss }) };
  const entry = await options.allowOrigin(tx, caller, deploymentId, origin, cause);
  // Not the transaction's own moment alone: a call that was refused just before must not open it again.
  const allowedAtMs = Math.max(tx.nowMs, row.last_seen_at);
  await tx.db.updateTable('rejection').set({ allowed_at: allowedAtMs }).where('id', '=', row.id).execute();
  return { row: { ...row, allowed_at: allowedAtMs }, entry };
}

function allowable(row: RejectionTable): { readonly deploymentId: string; readonly origin: Origin } {
  if (row.code === 'ip_not_allowed') {
    throw new Refused(
      'conflict',
      'This is about addresses, which are not kept whole. Add the address or its range to the restriction by hand.',
    );
  }
  if (row.deployment_id === null && row.chatbot_id !== null) {
    throw new Refused(
      'conflict',
      'These calls name the chatbot, which has several deployments. Add the domain to the one that is meant.',
    );
  }
  const header = parseOriginHeader(row.origin ?? undefined);
  if (header.kind !== 'present' || row.deployment_id === null || row.code !== 'origin_not_allowed') {
    throw new Refused(
      'conflict',
      'These calls name no website, so there is no domain that could be allowed.',
    );
  }
  return { deploymentId: row.deployment_id, origin: header.origin };
}
