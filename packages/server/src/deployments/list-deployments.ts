import type { Kysely } from 'kysely';
import { newestFirst } from '../http/newest-first.ts';
import type { PageRequest } from '../http/page.ts';
import type { DeploymentTable, Schema } from '../store/schema.ts';

/** A chatbot's deployments, newest first, without those removed from view; one more than the page holds. */
export function listDeployments(
  db: Kysely<Schema>,
  organizationId: string,
  chatbotId: string,
  page: PageRequest,
): Promise<DeploymentTable[]> {
  const query = db
    .selectFrom('deployment')
    .selectAll()
    .where('organization_id', '=', organizationId)
    .where('chatbot_id', '=', chatbotId)
    .where('deleted_at', 'is', null);
  return newestFirst(query, page);
}
