import type { Kysely } from 'kysely';
import type { Schema } from '../store/schema.ts';
import { type Finding, MOST_OF_A_KIND, type Survey } from './finding.ts';

/** What `printRestriction` of core writes for the two kinds that are told apart here. */
const UNRESTRICTED = '{"kind":"none"}';
const WEBSITES = '{"kind":"websites"';

export async function findDeploymentFindings(db: Kysely<Schema>, survey: Survey): Promise<Finding[]> {
  const rows = await readDeployments(db, survey);
  return rows.flatMap((row): Finding[] => {
    const about = {
      subject: { type: 'deployment', id: row.id },
      label: row.label,
      preview: null,
      chatbotId: row.chatbot_id,
      deploymentId: row.id,
      sinceMs: row.created_at,
    } as const;
    if (row.restriction === UNRESTRICTED && row.type !== 'custom') {
      return [{ kind: 'unrestricted', ...about }];
    }
    return row.allow_localhost === 1 && row.restriction.startsWith(WEBSITES)
      ? [{ kind: 'localhost_allowed', ...about }]
      : [];
  });
}

function readDeployments(db: Kysely<Schema>, { organizationId, chatbotIds }: Survey) {
  let query = db
    .selectFrom('deployment')
    .select(['id', 'label', 'type', 'chatbot_id', 'created_at', 'restriction', 'allow_localhost'])
    .where('organization_id', '=', organizationId)
    .where('environment', '=', 'live')
    .where('revoked_at', 'is', null)
    .where((eb) => eb.or([eb('restriction', '=', UNRESTRICTED), eb('allow_localhost', '=', 1)]));
  if (chatbotIds !== null) query = query.where('chatbot_id', 'in', [...chatbotIds, '']);
  return query
    .orderBy('created_at')
    .orderBy('id')
    .limit(2 * MOST_OF_A_KIND)
    .execute();
}
