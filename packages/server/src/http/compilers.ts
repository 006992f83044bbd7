import { Ajv } from 'ajv';
import fastJsonStringify from 'fast-json-stringify';
import type { FastifyInstance } from 'fastify';

/**
 * Schemas are compiled when a route is first used, not when the server starts: fifty of them cost more than
 * everything else at start-up together.
 */
export function installCompilers(app: FastifyInstance): void {
  const ajv = new Ajv({
    // Bodies are closed objects: refused where wrong, never stripped or coerced.
    removeAdditional: false,
    coerceTypes: false,
    useDefaults: false,
    allErrors: true,
    strict: true,
    strictTypes: false,
  });
  app.setValidatorCompiler<object>(({ schema }) => {
    let compiled: ReturnType<Ajv['compile']> | undefined;
    return (data: unknown) => {
      compiled ??= ajv.compile(schema);
      if (compiled(data)) return { value: data };
      return { error: compiled.errors as unknown as Error };
    };
  });
  app.setSerializerCompiler<object>(({ schema }) => {
    let compiled: ((document: unknown) => string) | undefined;
    return (data: unknown) => {
      compiled ??= fastJsonStringify(schema as Parameters<typeof fastJsonStringify>[0]);
      return compiled(data);
    };
  });
  // A body whose fields are all optional may be left out. Done before validation, to which Fastify hands null for it.
  app.addHook('onRoute', (route) => {
    const body = route.schema?.body as object | undefined;
    if (body === undefined || 'required' in body) return;
    const others = route.preValidation ?? [];
    route.preValidation = [
      async (request) => {
        if (request.body === undefined) request.body = {};
      },
      ...(Array.isArray(others) ? others : [others]),
    ];
  });
}
