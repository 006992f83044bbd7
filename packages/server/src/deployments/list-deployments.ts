import type { Kysely } from 'kysely';
import type { Schema } from '../store/schema.ts';

/**
 * The deployments of a list, without those removed from view.
 *
 * @param chatbotIds of these chatbots; null: of all
 */
export function listedDeployments(
  db: Kysely<Schema>,
  organizationId: string,
  chatbotIds: readonly string[] | null,
) {
  const query = db
    .selectFrom('deployment')
    .selectAll()
    .where('organization_id', '=', organizationId)
    .where('deleted_at', 'is', null);
  return chatbotIds === null ? query : query.where('chatbot_id', 'in', chatbotIds);
}
