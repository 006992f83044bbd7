import Type, { type TSchema } from 'typebox';
import { Refused } from './problem.ts';

const DEFAULT_LIMIT = 50;
const MOST = 1_000;

/** The query of every list. Numbers in a query are text: they are parsed here, not coerced by the validator. */
export const PageQuery = {
  limit: Type.Optional(
    Type.String({ pattern: '^[0-9]{1,4}$', description: `1 to ${MOST}, ${DEFAULT_LIMIT} if absent` }),
  ),
  cursor: Type.Optional(Type.String({ maxLength: 200, description: 'nextCursor of the page before' })),
};

export interface PageRequest {
  readonly limit: number;
  /** The last row of the page before; rows older than this follow. */
  readonly after: Cursor | null;
}

export interface Cursor {
  readonly at: number;
  readonly id: string;
}

export function parsePage(query: { limit?: string; cursor?: string }): PageRequest {
  const limit = query.limit === undefined ? DEFAULT_LIMIT : Number(query.limit);
  if (limit < 1 || limit > MOST) {
    throw new Refused('validation_failed', `limit must be from 1 to ${MOST}.`, {
      errors: [{ pointer: '/limit', detail: `must be from 1 to ${MOST}` }],
    });
  }
  return { limit, after: query.cursor === undefined ? null : parseCursor(query.cursor) };
}

/**
 * Cuts a page. Ask the database for `limit + 1` rows: the extra one tells whether there is more.
 *
 * @param position what the next page continues after
 */
export function toPage<Row, Item>(
  rows: readonly Row[],
  limit: number,
  present: (row: Row) => Item,
  position: (row: Row) => Cursor,
): { data: Item[]; nextCursor: string | null } {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  const more = rows.length > limit && last !== undefined;
  return { data: shown.map(present), nextCursor: more ? printCursor(position(last)) : null };
}

export function PageOf<Item extends TSchema>(item: Item) {
  return Type.Object({ data: Type.Array(item), nextCursor: Type.Union([Type.String(), Type.Null()]) });
}

function printCursor(cursor: Cursor): string {
  return Buffer.from(`${cursor.at}.${cursor.id}`).toString('base64url');
}

function parseCursor(text: string): Cursor {
  const match = /^(\d{1,15})\.([0-9A-Za-z_]{1,60})$/.exec(Buffer.from(text, 'base64url').toString());
  if (match === null) {
    throw new Refused('validation_failed', 'cursor must be the nextCursor of an earlier answer.', {
      errors: [{ pointer: '/cursor', detail: 'is not a cursor of ours' }],
    });
  }
  return { at: Number(match[1]), id: match[2] as string };
}
