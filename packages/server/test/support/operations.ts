import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';

/** As much of JSON Schema as openapi.json uses for bodies. */
export interface BodySchema {
  readonly type?: string;
  readonly properties?: Readonly<Record<string, BodySchema>>;
  readonly required?: readonly string[];
  readonly items?: BodySchema;
  readonly anyOf?: readonly BodySchema[];
  readonly enum?: readonly unknown[];
}

interface Parameter {
  readonly in: string;
  readonly name: string;
  readonly schema: { readonly pattern?: string };
}

export interface Operation {
  readonly method: string;
  /** With its parameters in braces. */
  readonly path: string;
  readonly parameters: readonly Parameter[];
  /** For pages of anybody: needs no key, and tells no tenants apart. */
  readonly isPublic: boolean;
  /** Undefined: takes no body. */
  readonly body: BodySchema | undefined;
}

interface Document {
  readonly paths: Record<
    string,
    Record<
      string,
      {
        parameters?: readonly Parameter[];
        security?: readonly object[];
        requestBody?: { content: { 'application/json': { schema: BodySchema } } };
      }
    >
  >;
}

/** Every operation of openapi.json: what is added there is tested here. */
export function readOperations(): Operation[] {
  const file = resolve(import.meta.dirname, '../../../../openapi.json');
  const { paths } = JSON.parse(readFileSync(file, 'utf8')) as Document;
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { parameters = [], security, requestBody }]) => ({
      method: method.toUpperCase(),
      path,
      parameters,
      isPublic: security?.length === 0,
      body: requestBody?.content['application/json'].schema,
    })),
  );
}

/** Bodies that fit, of the operations that need one. */
const SAMPLES: Readonly<Record<string, object>> = {
  'POST /widget/identity': { identity: { userId: 'u', userHash: '0'.repeat(64) } },
  'POST /widget/conversations/{id}/messages': { text: 'Hello', clientMessageId: '1' },
  'POST /api/v1/setup': {
    token: 'x',
    name: 'Olive',
    email: 'olive@example.com',
    password: 'a wicket in the garden wall',
  },
  'POST /api/v1/invitations/acceptance': { token: 'x' },
  'POST /api/v1/members': { email: 'ivo@example.com', role: 'admin' },
  'POST /api/v1/invitations': { email: 'ivo@example.com', role: 'admin' },
  'POST /api/v1/organizations': { name: 'Another' },
  'PUT /api/v1/organization/allowed-origins': { origins: ['https://shop.example'] },
  'POST /api/v1/chatbots': { name: 'Bot' },
  'PUT /api/v1/chatbots/{id}/answers': { answers: [{ question: 'Open?', answer: 'Always.' }] },
  'POST /api/v1/chatbots/{id}/deployments': {
    type: 'website',
    label: 'Shop',
    environment: 'live',
    site: 'https://shop.example',
  },
  'POST /api/v1/webhooks': { label: 'Desk', url: 'https://hooks.example.com/', events: ['*'] },
  'PATCH /api/v1/deployments/{id}/rotation': { retireWhenSilent: true },
  'POST /api/v1/api-keys': { label: 'CI', scopes: ['read'] },
  'POST /api/v1/keys/verification': { key: 'x' },
  'POST /api/v1/decisions': { key: 'x' },
};

/** @throws for an operation with required fields that has no sample yet */
export function sampleBody({ method, path, body }: Operation): object | undefined {
  if (body === undefined) return undefined;
  const sample = SAMPLES[`${method} ${path}`];
  if (sample === undefined && body.required !== undefined)
    throw new Error(`${method} ${path}: no sample body`);
  return sample ?? {};
}
