import { Ajv, type ValidateFunction } from 'ajv';
import fastJsonStringify from 'fast-json-stringify';
import type { FastifyInstance } from 'fastify';

/** A form that somebody filled in has fewer values; to report every mistake of 1 MB of garbage would take a second. */
const MOST_REPORTED_VALUES = 500;

/**
 * Schemas are compiled when a route is first used, not when the server starts: fifty of them cost more than
 * everything else at start-up together.
 */
export function installCompilers(app: FastifyInstance): void {
  const options = {
    // Bodies are closed objects: refused where wrong, never stripped or coerced.
    removeAdditional: false,
    coerceTypes: false,
    useDefaults: false,
    strict: true,
    strictTypes: false,
  } as const;
  const forVerdict = new Ajv(options);
  const forReport = new Ajv({ ...options, allErrors: true });
  app.setValidatorCompiler<object>(({ schema }) => {
    let judge: ValidateFunction | undefined;
    let report: ValidateFunction | undefined;
    return (data: unknown) => {
      judge ??= forVerdict.compile(schema);
      if (judge(data)) return { value: data };
      if (!isSmall(data)) return { error: judge.errors as unknown as Error };
      report ??= forReport.compile(schema);
      report(data);
      return { error: report.errors as unknown as Error };
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

function isSmall(data: unknown): boolean {
  const waiting = [data];
  let seen = 0;
  for (let value = waiting.pop(); value !== undefined; value = waiting.pop()) {
    if (typeof value !== 'object' || value === null) continue;
    for (const name in value) {
      seen += 1;
      if (seen > MOST_REPORTED_VALUES) return false;
      waiting.push((value as Record<string, unknown>)[name]);
    }
  }
  return true;
}
