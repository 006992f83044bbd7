import type { ExpressionBuilder } from 'kysely';
import type { Schema } from '../store/schema.ts';
import type { Cursor } from './page.ts';

type Listed =
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

/** The condition under which a row of a list that is ordered by time, then id, newest first, comes after a cursor. */
export function olderThan(after: Cursor) {
  return <Table extends Listed>(builder: ExpressionBuilder<Schema, Table>) => {
    const eb = builder as unknown as ExpressionBuilder<Schema, 'chatbot'>;
    return eb.or([
      eb('created_at', '<', after.at),
      eb.and([eb('created_at', '=', after.at), eb('id', '<', after.id)]),
    ]);
  };
}
