import type { Kysely } from 'kysely';
import { PERMISSIONS } from '../http/caller.ts';
import type { Grant } from '../http/memberships.ts';
import { Refused } from '../http/problem.ts';
import type { Role, Schema } from '../store/schema.ts';
import type { GrantsInput } from './schemas.ts';

const IDS_A_STATEMENT = 500;

/**
 * What a member may do, as it is stored: in a fixed order, seeing included wherever anything else is, nothing left out.
 *
 * @throws Refused validation_failed for a role that needs no permissions, a chatbot named twice, or one that is not
 *   the organization's
 */
export async function parseGrants(
  db: Kysely<Schema>,
  organizationId: string,
  role: Role,
  input: GrantsInput | undefined,
): Promise<Grant[]> {
  if (input === undefined) return [];
  if (role !== 'member')
    throw invalid('/permissions', 'are for the role member; owners and admins may everything');
  const known = await knownChatbots(
    db,
    organizationId,
    input.map(({ chatbotId }) => chatbotId),
  );
  const seen = new Set<string>();
  const grants: Grant[] = [];
  for (const [index, { chatbotId, permissions }] of input.entries()) {
    const pointer = `/permissions/${index}/chatbotId`;
    if (!known.has(chatbotId)) throw invalid(pointer, 'is no chatbot of this organization');
    if (seen.has(chatbotId)) throw invalid(pointer, 'is named twice');
    seen.add(chatbotId);
    if (permissions.length === 0) continue;
    const wanted = new Set([...permissions, 'view']);
    grants.push({ chatbotId, permissions: PERMISSIONS.filter((permission) => wanted.has(permission)) });
  }
  return grants;
}

/** Those of `ids` that are chatbots of the organization. */
export async function knownChatbots(
  db: Kysely<Schema>,
  organizationId: string,
  ids: readonly string[],
): Promise<ReadonlySet<string>> {
  const known = new Set<string>();
  for (let from = 0; from < ids.length; from += IDS_A_STATEMENT) {
    const rows = await db
      .selectFrom('chatbot')
      .select('id')
      .where('organization_id', '=', organizationId)
      .where('id', 'in', ids.slice(from, from + IDS_A_STATEMENT))
      .execute();
    for (const { id } of rows) known.add(id);
  }
  return known;
}

function invalid(pointer: string, detail: string): Refused {
  return new Refused('validation_failed', `The body does not fit. ${pointer} ${detail}.`, {
    errors: [{ pointer, detail }],
  });
}
