import type { Kysely } from 'kysely';
import type { Schema } from '../store/schema.ts';
import type { Answers } from './schemas.ts';

/** A chatbot's answers in the order in which they were given. */
export async function readAnswers(
  db: Kysely<Schema>,
  organizationId: string,
  chatbotId: string,
): Promise<Answers> {
  const answers = await db
    .selectFrom('answer')
    .select(['question', 'answer'])
    .where('organization_id', '=', organizationId)
    .where('chatbot_id', '=', chatbotId)
    .orderBy('position')
    .execute();
  return { answers };
}
