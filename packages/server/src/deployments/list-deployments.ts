import type { Kysely } from 'kysely';
import { olderThan } from '../http/newest-first.ts';
import type { PageRequest } from '../http/page.ts';
import type { DeploymentTable, Schema } from '../store/schema.ts';

/** A chatbot's deployments, newest first, without those removed from view; one more than the page holds. */
export function listDeployments(
  db: Kysely<Schema>,
  organizationId: string,
  chatbotId: string,
  { limit, after }: PageRequest,
): Promise<DeploymentTable[]> {
  let query = db
    .selectFrom('deployment')
    .selectAll()
    .where('organization_id', '=', organizationId)
    .where('chatbot_id', '=', chatbotId)
    .where('deleted_at', 'is', null);
  if (after !== null) query = query.where(olderThan(after));
  return query
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit + 1)
    .execute();
}
