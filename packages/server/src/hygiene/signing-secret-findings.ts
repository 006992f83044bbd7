import type { Kysely } from 'kysely';
import type { Schema } from '../store/schema.ts';
import { type Finding, MOST_OF_A_KIND, type Survey } from './finding.ts';

const OLD_MS = 365 * 86_400_000;

export async function findSigningSecretFindings(db: Kysely<Schema>, survey: Survey): Promise<Finding[]> {
  const { organizationId, chatbotIds, nowMs } = survey;
  let query = db
    .selectFrom('signing_secret')
    .innerJoin('chatbot', 'chatbot.id', 'signing_secret.chatbot_id')
    .select([
      'signing_secret.id',
      'signing_secret.preview',
      'signing_secret.chatbot_id',
      'signing_secret.created_at',
      'chatbot.name',
    ])
    .where('signing_secret.organization_id', '=', organizationId)
    .where('signing_secret.revoked_at', 'is', null)
    .where('signing_secret.created_at', '<=', nowMs - OLD_MS);
  if (chatbotIds !== null) query = query.where('signing_secret.chatbot_id', 'in', [...chatbotIds, '']);
  const rows = await query.orderBy('signing_secret.created_at').limit(MOST_OF_A_KIND).execute();
  return rows.map((row) => ({
    kind: 'signing_secret_old',
    subject: { type: 'signing_secret', id: row.id },
    label: row.name,
    preview: row.preview,
    chatbotId: row.chatbot_id,
    deploymentId: null,
    sinceMs: row.created_at,
  }));
}
