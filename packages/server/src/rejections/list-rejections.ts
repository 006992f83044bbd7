import type { Kysely } from 'kysely';
import type { Caller } from '../http/caller.ts';
import type { PageRequest } from '../http/page.ts';
import { visibleChatbots } from '../http/permissions.ts';
import type { RejectionTable, Schema } from '../store/schema.ts';

export type RejectionStatus = 'open' | 'allowed' | 'muted';

export interface RejectionFilter {
  readonly deploymentId?: string | undefined;
  readonly chatbot?: string | undefined;
  readonly keyId?: string | undefined;
  readonly status: RejectionStatus | 'all';
}

/** Rejections that the caller may see, last seen first: one more than asked for, where there is one. */
export function listRejections(
  db: Kysely<Schema>,
  caller: Caller,
  { deploymentId, chatbot, keyId, status }: RejectionFilter,
  { limit, after }: PageRequest,
): Promise<RejectionTable[]> {
  const visible = visibleChatbots(caller);
  if (visible?.length === 0) return Promise.resolve([]);
  let query = db
    .selectFrom('rejection')
    .leftJoin('deployment', 'deployment.id', 'rejection.deployment_id')
    .leftJoin('chatbot', 'chatbot.id', 'rejection.chatbot_id')
    .selectAll('rejection')
    .where('rejection.organization_id', '=', caller.organizationId)
    .where('deployment.deleted_at', 'is', null)
    // What is left of a deleted chatbot is not shown.
    .where((eb) => eb.or([eb('rejection.chatbot_id', 'is', null), eb('chatbot.id', 'is not', null)]));
  if (visible !== null) query = query.where('rejection.chatbot_id', 'in', visible);
  if (deploymentId !== undefined) query = query.where('rejection.deployment_id', '=', deploymentId);
  if (chatbot !== undefined) query = query.where('rejection.chatbot_id', '=', chatbot);
  if (keyId !== undefined) query = query.where('rejection.key_id', '=', keyId);
  if (status === 'muted') query = query.where('muted_at', 'is not', null);
  else if (status !== 'all') query = query.where('muted_at', 'is', null);
  if (status === 'allowed') query = query.whereRef('allowed_at', '>=', 'rejection.last_seen_at');
  if (status === 'open') {
    query = query.where((eb) =>
      eb.or([eb('allowed_at', 'is', null), eb('allowed_at', '<', eb.ref('rejection.last_seen_at'))]),
    );
  }
  if (after !== null) {
    query = query.where((eb) =>
      eb.or([
        eb('rejection.last_seen_at', '<', after.at),
        eb.and([eb('rejection.last_seen_at', '=', after.at), eb('rejection.id', '<', after.id)]),
      ]),
    );
  }
  return query
    .orderBy('rejection.last_seen_at', 'desc')
    .orderBy('rejection.id', 'desc')
    .limit(limit + 1)
    .execute();
}
