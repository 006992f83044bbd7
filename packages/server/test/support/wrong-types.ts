import type { BodySchema } from './operations.ts';

export interface WrongBody {
  /** Where the mistake is, and which. */
  readonly reason: string;
  readonly body: unknown;
}

const VALUES: Readonly<Record<string, unknown>> = {
  null: null,
  boolean: true,
  integer: 7,
  number: 0.5,
  string: 'text',
  array: [],
  object: {},
};
const FIELDS_NOT_KNOWN = ['unknown', 'organizationId', 'id', 'constructor ', 'toString', 'hasOwnProperty'];

/** Every field of a body with every type that it must not have, and every object of it with fields it does not know. */
export function wrongTypes(schema: BodySchema, sample: object): WrongBody[] {
  return wrongIn(schema, sample, '');
}

function wrongIn(schema: BodySchema, sample: unknown, at: string): WrongBody[] {
  const allowed = allowedTypes(schema);
  const wrong = Object.entries(VALUES)
    .filter(([type]) => !allowed.has(type) && !(type === 'integer' && allowed.has('number')))
    .map(([type, body]) => ({ reason: `${at || '/'} as ${type}`, body }));
  return [...wrong, ...wrongInside(schema, sample, at)];
}

function wrongInside(schema: BodySchema, sample: unknown, at: string): WrongBody[] {
  const inside = (schema.anyOf ?? []).find(({ properties, items }) => properties ?? items) ?? schema;
  if (inside.properties !== undefined) {
    const fitting = { ...requiredOf(inside), ...(sample as object | undefined) };
    const unknown = FIELDS_NOT_KNOWN.map((name) => ({
      reason: `${at}/${name}, which is not known`,
      body: { ...fitting, [name]: 1 },
    }));
    const missing = (inside.required ?? []).map((name) => ({
      reason: `${at}/${name} missing`,
      body: Object.fromEntries(Object.entries(fitting).filter(([field]) => field !== name)),
    }));
    const fields = Object.entries(inside.properties).flatMap(([name, field]) =>
      wrongIn(field, (fitting as Record<string, unknown>)[name], `${at}/${name}`).map(({ reason, body }) => ({
        reason,
        body: { ...fitting, [name]: body },
      })),
    );
    return [...unknown, ...missing, ...fields];
  }
  if (inside.items === undefined) return [];
  const [first] = Array.isArray(sample) ? sample : [];
  return wrongIn(inside.items, first, `${at}/0`).map(({ reason, body }) => ({ reason, body: [body] }));
}

function allowedTypes(schema: BodySchema): Set<string> {
  if (schema.anyOf !== undefined) return new Set(schema.anyOf.flatMap((part) => [...allowedTypes(part)]));
  if (schema.type === undefined) return new Set(schema.enum?.map((value) => typeof value));
  return new Set([schema.type]);
}

/** Something for every required field, so that what is wrong is wrong alone. */
function requiredOf({ properties = {}, required = [] }: BodySchema): Record<string, unknown> {
  return Object.fromEntries(required.map((name) => [name, fittingValue(properties[name] ?? {})]));
}

function fittingValue(schema: BodySchema): unknown {
  const [part] = schema.anyOf ?? [];
  if (part !== undefined) return fittingValue(part);
  if (schema.enum !== undefined) return schema.enum[0];
  if (schema.type === 'object') return requiredOf(schema);
  return VALUES[schema.type ?? 'null'];
}
