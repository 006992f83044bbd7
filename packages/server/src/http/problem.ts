import { cutText, ERROR_TABLE, type ErrorCode, maskSecrets, type Refusal } from '@wicketgate/core';
import type { FastifyReply } from 'fastify';
import { letWidgetRead } from './cors.ts';

export interface FieldProblem {
  readonly pointer: string;
  readonly detail: string;
}

export type ProblemHeaders = Readonly<Record<string, string>>;

/** An answer other than what was asked for. Thrown inside a transaction, it also takes the change back. */
export class Refused extends Error {
  readonly code: ErrorCode;
  readonly errors: readonly FieldProblem[] | undefined;
  readonly headers: ProblemHeaders;

  constructor(
    code: ErrorCode,
    detail: string,
    more: { errors?: readonly FieldProblem[] | undefined; headers?: ProblemHeaders } = {},
  ) {
    super(detail);
    this.name = 'Refused';
    this.code = code;
    this.errors = more.errors;
    this.headers = more.headers ?? {};
  }
}

/**
 * A field's name within a JSON pointer (RFC 6901 section 3). It is whatever the caller sent, so it is shortened, and a
 * secret that was pasted into the wrong place is masked.
 */
export function pointerToken(name: string): string {
  return cutText(maskSecrets(name), 60).replaceAll('~', '~0').replaceAll('/', '~1');
}

/** Throws a value-style refusal of core as the answer to the request. */
function refuseWith(refusal: Refusal & { readonly errors?: readonly FieldProblem[] }): never {
  const errors =
    refusal.errors ??
    (refusal.pointer === undefined ? undefined : [{ pointer: refusal.pointer, detail: refusal.detail }]);
  throw new Refused(refusal.code, refusal.detail, { errors });
}

/** The value of a result of core, or its refusal as the answer. */
export function orRefuse<T>(
  result:
    | { readonly ok: true; readonly value: T }
    | { readonly ok: false; readonly problem: Refusal & { readonly errors?: readonly FieldProblem[] } },
): T {
  if (!result.ok) refuseWith(result.problem);
  return result.value;
}

export function notFound(what: string): Refused {
  return new Refused('not_found', `There is no such ${what}, or you may not see it.`);
}

/** The body of RFC 9457, the only shape in which an error leaves this server. */
export function problemBody(
  code: ErrorCode,
  detail: string,
  requestId: string,
  errors?: readonly FieldProblem[],
): string {
  const { status, title } = ERROR_TABLE[code];
  const type = `urn:wicketgate:problem:${code}`;
  return JSON.stringify({ type, title, status, detail, code, requestId, ...(errors ? { errors } : {}) });
}

/** Headers that belong to a code wherever it appears. */
function standingHeaders(code: ErrorCode): ProblemHeaders {
  const { status } = ERROR_TABLE[code];
  if (status === 401) return { 'www-authenticate': 'Bearer realm="wicketgate"' };
  if (status === 503) return { 'retry-after': '2' };
  return {};
}

export function sendProblem(reply: FastifyReply, refused: Refused): FastifyReply {
  letWidgetRead(reply);
  return reply
    .code(ERROR_TABLE[refused.code].status)
    .headers({ ...standingHeaders(refused.code), ...refused.headers })
    .header('cache-control', 'no-store')
    .type('application/problem+json; charset=utf-8')
    .send(problemBody(refused.code, refused.message, reply.request.id, refused.errors));
}
