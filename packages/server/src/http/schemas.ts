import Type, { type TSchema } from 'typebox';

/** Lengths are in characters (Unicode code points), as API.md "Lengths" gives them. */
export const Name = Type.String({ minLength: 1, maxLength: 120, pattern: '\\S' });
export const LongText = Type.String({ maxLength: 500 });
export const HttpUrl = Type.String({ maxLength: 2048, pattern: '^https?://[^\\s/]' });
export const Time = Type.String({ format: 'date-time', description: 'RFC 3339, UTC' });

export function Nullable<Schema extends TSchema>(schema: Schema) {
  return Type.Union([schema, Type.Null()]);
}

/** An object that knows all its fields: unknown ones are refused. */
export function Closed<Properties extends Record<string, TSchema>>(
  properties: Properties,
  options: { description?: string; minProperties?: number } = {},
) {
  return Type.Object(properties, { additionalProperties: false, ...options });
}

export function IdParams(prefix: string) {
  return Type.Object({ id: Type.String({ pattern: `^${prefix}_[0-9A-Za-z]{1,40}$` }) });
}

export const Problem = Type.Object(
  {
    type: Type.String(),
    title: Type.String(),
    status: Type.Integer(),
    detail: Type.String(),
    code: Type.String({ description: 'Stable; API.md lists them all' }),
    requestId: Type.String(),
    errors: Type.Optional(Type.Array(Type.Object({ pointer: Type.String(), detail: Type.String() }))),
  },
  { $id: 'Problem', description: 'RFC 9457 application/problem+json' },
);

/** Epoch milliseconds as RFC 3339 in UTC. */
export function printTime(atMs: number): string {
  return new Date(atMs).toISOString();
}

export function printOptionalTime(atMs: number | null): string | null {
  return atMs === null ? null : printTime(atMs);
}
