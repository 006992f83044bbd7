import type { FastifyDynamicSwaggerOptions } from '@fastify/swagger';
import type { OpenAPIV3_1 } from 'openapi-types';
import { Problem } from './schemas.ts';

const METHODS = ['get', 'post', 'put', 'patch', 'delete'] as const;

/** How the OpenAPI 3.1 document is made from the routes' schemas. */
export function openApiOptions(publicUrl: string): FastifyDynamicSwaggerOptions {
  return {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Wicketgate',
        version: '1',
        description:
          'Keys for embedded chat widgets: issued, checked at request time, rotated and revoked. Errors are RFC 9457 problems with a stable `code`.',
        license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
      },
      servers: [{ url: publicUrl }],
      components: {
        securitySchemes: {
          key: {
            type: 'http',
            scheme: 'bearer',
            description:
              'A secret key (`cb_sk_…`) for the management API; a publishable key for the widget API',
          },
          session: {
            type: 'apiKey',
            in: 'cookie',
            name: 'wicket.session_token',
            description:
              'Management API: a person in the console (`__Host-wicket.session_token` over https). Other methods than GET need the `Origin` of PUBLIC_URL; `X-Wicketgate-Organization` chooses the organization',
          },
          keyInQuery: {
            type: 'apiKey',
            in: 'query',
            name: 'key',
            description: 'Widget API: a publishable key',
          },
          chatbotId: {
            type: 'apiKey',
            in: 'query',
            name: 'chatbotId',
            description: 'Widget API: instead of a key, where the chatbot allows keyless embedding',
          },
        },
        schemas: { Problem: withoutId(Problem) },
      },
    },
    transformObject: (document) => {
      if (!('openapiObject' in document)) return document.swaggerObject;
      return completed(document.openapiObject as OpenAPIV3_1.Document) as never;
    },
  };
}

/** Adds to every operation what they all have: a name, who may call it, and the one shape of its errors. */
function completed(document: OpenAPIV3_1.Document): OpenAPIV3_1.Document {
  for (const [path, item] of Object.entries(document.paths ?? {})) {
    for (const method of METHODS) {
      const operation = item?.[method];
      if (operation === undefined) continue;
      operation.operationId = camelCase(operation.summary ?? `${method} ${path}`);
      operation.security ??= path.startsWith('/widget/')
        ? [{ key: [] }, { keyInQuery: [] }, { chatbotId: [] }]
        : [{ key: [] }, { session: [] }];
      const problem = { description: 'A problem with a stable code', content: PROBLEM_CONTENT };
      operation.responses = { ...operation.responses, '4XX': problem, '5XX': problem };
    }
  }
  return document;
}

const PROBLEM_CONTENT = {
  'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } },
};

function camelCase(summary: string): string {
  const words = summary.match(/[A-Za-z0-9]+/g) ?? [];
  return words
    .map((word, index) =>
      index === 0 ? word.toLowerCase() : word[0]?.toUpperCase() + word.slice(1).toLowerCase(),
    )
    .join('');
}

function withoutId({ $id: _, ...schema }: typeof Problem & { $id?: string }) {
  return schema as never;
}
