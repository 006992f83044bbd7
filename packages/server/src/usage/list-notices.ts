import type { Kysely } from 'kysely';
import type { PageRequest } from '../http/page.ts';
import type { Schema } from '../store/schema.ts';
import type { UsageOwners } from './usage-scope.ts';

/** What was noticed, newest first: one more than asked for, where there is one. */
export function listNotices(
  db: Kysely<Schema>,
  { organizationId, deploymentId, chatbotIds }: UsageOwners,
  { limit, after }: PageRequest,
) {
  let query = db
    .selectFrom('notice')
    .leftJoin('key', 'key.id', 'notice.subject_id')
    .selectAll('notice')
    .where('notice.organization_id', '=', organizationId);
  if (deploymentId !== undefined) {
    query = query.where((eb) =>
      eb.or([eb('key.deployment_id', '=', deploymentId), eb('notice.subject_id', '=', deploymentId)]),
    );
  }
  if (chatbotIds !== null) {
    query = query.where((eb) => {
      const deployments = eb
        .selectFrom('deployment')
        .select('deployment.id')
        .where('deployment.organization_id', '=', organizationId)
        .where('deployment.chatbot_id', 'in', chatbotIds);
      return eb.or([
        eb('key.deployment_id', 'in', deployments),
        eb('notice.subject_id', 'in', deployments),
        eb('notice.subject_id', 'in', chatbotIds),
      ]);
    });
  }
  if (after !== null) {
    query = query.where((eb) =>
      eb.or([
        eb('notice.at', '<', after.at),
        eb.and([eb('notice.at', '=', after.at), eb('notice.id', '<', after.id)]),
      ]),
    );
  }
  return query
    .orderBy('notice.at', 'desc')
    .orderBy('notice.id', 'desc')
    .limit(limit + 1)
    .execute();
}
