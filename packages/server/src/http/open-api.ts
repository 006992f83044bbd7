import type { FastifyDynamicSwaggerOptions } from '@fastify/swagger';
import { Problem } from './schemas.ts';

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
        },
        schemas: { Problem: withoutId(Problem) },
      },
      security: [{ key: [] }],
    },
    hideUntagged: false,
  };
}

function withoutId({ $id: _, ...schema }: typeof Problem & { $id?: string }) {
  return schema as never;
}
