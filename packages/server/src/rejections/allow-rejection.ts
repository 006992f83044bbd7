import { type Origin, parseOriginHeader } from '@wicketgate/core';
import type { Caller } from '../http/caller.ts';
import { notFound, Refused } from '../http/problem.ts';
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
  options: {
    readonly confirmLookalike: boolean;
    /** Needed where several deployments of a chatbot refused the calls. */
    readonly deploymentId: string | undefined;
    readonly allowOrigin: AllowOrigin;
  },
): Promise<{ readonly row: RejectionTable; readonly entry: string }> {
  const row = await findRejection(tx.db, caller, rejectionId, 'deploy');
  const origin = allowableOrigin(row);
  const deploymentId = await deploymentOf(tx, row, options.deploymentId);
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

function allowableOrigin(row: RejectionTable): Origin {
  if (row.code === 'ip_not_allowed') {
    throw new Refused(
      'conflict',
      'This is about addresses, which are not kept whole. Add the address or its range to the restriction by hand.',
    );
  }
  const header = parseOriginHeader(row.origin ?? undefined);
  if (header.kind !== 'present' || row.code !== 'origin_not_allowed') {
    throw new Refused(
      'conflict',
      'These calls name no website, so there is no domain that could be allowed.',
    );
  }
  return header.origin;
}

async function deploymentOf(
  { db }: StoreTransaction,
  row: RejectionTable,
  wanted: string | undefined,
): Promise<string> {
  if (row.deployment_id !== null) {
    if (wanted === undefined || wanted === row.deployment_id) return row.deployment_id;
    throw new Refused('conflict', 'These calls came to another deployment than the one that is named.');
  }
  if (wanted === undefined) {
    throw new Refused(
      'conflict',
      'These calls name the chatbot, and several of its deployments refused them. Say by deploymentId which of them is to allow the origin.',
    );
  }
  const found = await db
    .selectFrom('deployment')
    .select('id')
    .where('id', '=', wanted)
    .where('chatbot_id', '=', row.chatbot_id)
    .where('organization_id', '=', row.organization_id)
    .executeTakeFirst();
  if (found === undefined) throw notFound('deployment of this chatbot');
  return found.id;
}
