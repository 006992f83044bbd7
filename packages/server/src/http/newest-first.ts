import type { SelectQueryBuilder } from 'kysely';
import type { Schema } from '../store/schema.ts';
import type { PageRequest } from './page.ts';

/** Tables whose rows are listed by time, then id. */
export type Listed =
  | 'organization'
  | 'chatbot'
  | 'deployment'
  | 'key'
  | 'signing_secret'
  | 'conversation'
  | 'member'
  | 'invitation'
  | 'webhook'
  | 'delivery';

/**
 * The rows of a page, newest first, and one more where there are more: see toPage.
 *
 * @param query all that may be listed, neither ordered nor limited
 */
export function newestFirst<Table extends Listed, Row>(
  query: SelectQueryBuilder<Schema, Table, Row>,
  { limit, after }: PageRequest,
): Promise<Row[]> {
  // Every listed table has these two columns; of a table that is only known by its name Kysely cannot tell.
  const listed = query as unknown as SelectQueryBuilder<Schema, 'chatbot', Row>;
  const following =
    after === null
      ? listed
      : listed.where((eb) =>
          eb.or([
            eb('created_at', '<', after.at),
            eb.and([eb('created_at', '=', after.at), eb('id', '<', after.id)]),
          ]),
        );
  return following
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit + 1)
    .execute();
}
