import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from '../platform/logger.ts';
import { StoreUnavailable } from '../store/store.ts';
import { rememberAllowedMethods } from './allowed-methods.ts';
import { endLingering } from './linger.ts';
import { type FieldProblem, pointerToken, Refused, sendProblem } from './problem.ts';
import { logAnswer } from './request-log.ts';

const MOST_FIELD_PROBLEMS = 20;

/** One renderer for whatever goes wrong after routing. */
export function installErrorHandler(app: FastifyInstance, logger: Logger): void {
  const allowedMethods = rememberAllowedMethods(app);
  // A client of a proxy writes the whole address (RFC 9112 section 3.2.2); it is routed by its path.
  const methodsAt = ({ url }: FastifyRequest) =>
    allowedMethods((url.split('?', 1)[0] as string).replace(/^https?:\/\/[^/]*/i, ''));
  app.setErrorHandler((error: FastifyError, request, reply) => {
    // Fastify says so of QUERY before it looks whether anything answers to it, and here nothing does.
    const refused =
      error.code === 'FST_ERR_ROUTE_MISSING_CONTENT_TYPE'
        ? refusedMethod(request, methodsAt(request))
        : asRefusal(error);
    logFault(logger, error, refused, request);
    if (hasMoreToSend(request)) readOn(request, reply);
    const sent = sendProblem(reply, refused);
    // Where no route is, nothing else tells of the answer.
    if (request.is404) logAnswer(logger, request, reply);
    return sent;
  });
  app.setNotFoundHandler((request, reply) => {
    const allowed = methodsAt(request);
    const sent = sendProblem(
      reply,
      allowed.includes(request.method) ? NOWHERE : refusedMethod(request, allowed),
    );
    logAnswer(logger, request, reply);
    return sent;
  });
}

function logFault(logger: Logger, error: Error, { code }: Refused, request: FastifyRequest): void {
  const at = { requestId: request.id, route: request.routeOptions.url };
  if (code === 'internal_error') logger.error({ err: error, ...at }, 'request failed');
  // Of every call while the database is away: stacks, which all say the same, would fill the disk.
  else if (code === 'store_unavailable') logger.error({ reason: error.message, ...at }, 'request failed');
}

function hasMoreToSend({ raw }: FastifyRequest): boolean {
  const { 'content-length': length, 'transfer-encoding': encoding } = raw.headers;
  return !raw.complete && (encoding !== undefined || (length !== undefined && length !== '0'));
}

/** Reads what a client still sends, and throws it away: Fastify would close the connection at once. */
function readOn({ raw }: FastifyRequest, reply: FastifyReply): void {
  // While the server closes it says so there, and then the connection ends with the answer.
  if (reply.raw.getHeader('connection') !== undefined) return;
  reply.header('connection', reply.raw.shouldKeepAlive ? 'keep-alive' : 'close');
  raw.resume();
  reply.raw.once('finish', () => {
    if (!raw.complete) endLingering(raw);
  });
}

const NOWHERE = new Refused('not_found', 'There is nothing at this address.');

/** RFC 9110 section 15.5.6: Allow is part of the answer. */
function refusedMethod({ method }: FastifyRequest, allowed: readonly string[]): Refused {
  if (allowed.length === 0) return NOWHERE;
  const detail = `This address answers to ${allowed.join(', ')}, not to ${method}.`;
  return new Refused('method_not_allowed', detail, { headers: { allow: allowed.join(', ') } });
}

/** What a caller is told of an error: a refusal as it is, anything else without its particulars. */
export function asRefusal(error: Error & Partial<FastifyError>): Refused {
  if (error instanceof Refused) return error;
  if (error instanceof StoreUnavailable) {
    return new Refused('store_unavailable', 'The database does not answer; nothing was changed. Try again.');
  }
  if (error.validation !== undefined) return validationRefusal(error);
  const byCode = FASTIFY_ERRORS[error.code ?? ''];
  if (byCode !== undefined) return new Refused(...byCode);
  if (error.statusCode !== undefined && error.statusCode >= 400 && error.statusCode < 500) {
    return new Refused('bad_request', 'The request could not be read as HTTP with a JSON body.');
  }
  return new Refused(
    'internal_error',
    'Something went wrong on our side; the request id finds it in the log.',
  );
}

const FASTIFY_ERRORS: Readonly<Record<string, ConstructorParameters<typeof Refused>>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: ['payload_too_large', 'A body may have at most 1 MB.'],
  FST_ERR_CTP_INVALID_MEDIA_TYPE: ['unsupported_media_type', 'Send the body as application/json.'],
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: ['bad_request', 'Content-Length and the body differ.'],
  FST_ERR_CTP_EMPTY_JSON_BODY: ['bad_request', 'The body is empty: send a JSON object.'],
  FST_ERR_BAD_URL: ['bad_request', 'The address has a broken percent encoding.'],
  FST_ERR_MAX_PARAM_LENGTH: ['not_found', 'There is nothing at this address.'],
};

interface AjvProblem {
  readonly keyword?: string;
  readonly instancePath?: string;
  readonly message?: string;
  readonly params?: Record<string, unknown>;
}

function validationRefusal(error: Partial<FastifyError>): Refused {
  // An id that cannot be one names nothing.
  if (error.validationContext === 'params') return new Refused('not_found', 'There is nothing with this id.');
  const problems = withAlternatives(error.validation as readonly AjvProblem[]);
  const errors = problems.slice(0, MOST_FIELD_PROBLEMS).map(fieldProblem);
  const where = error.validationContext === 'querystring' ? 'query' : 'body';
  const first = errors[0];
  const detail = first === undefined ? '' : ` ${first.pointer || '/'} ${first.detail}.`;
  return new Refused('validation_failed', `The ${where} does not fit.${detail}`, { errors });
}

/** A value that may be one of several has a problem with each of them: told as one, which names them all. */
function withAlternatives(problems: readonly AjvProblem[]): readonly AjvProblem[] {
  const wanted = Map.groupBy(
    problems.filter(({ keyword }) => keyword === 'const'),
    ({ instancePath }) => instancePath,
  );
  return problems.flatMap((problem) => {
    const alternatives = wanted.get(problem.instancePath) ?? [];
    if (alternatives.length < 2) return problem;
    if (problem.keyword !== 'const') return problem.keyword === 'anyOf' ? [] : problem;
    if (problem !== alternatives[0]) return [];
    const allowedValues = alternatives.map(({ params }) => params?.allowedValue);
    return { ...problem, keyword: 'enum', params: { allowedValues } };
  });
}

function fieldProblem(problem: AjvProblem): FieldProblem {
  const at = problem.instancePath ?? '';
  const params = problem.params ?? {};
  switch (problem.keyword) {
    case 'additionalProperties':
    case 'unevaluatedProperties': {
      const name = String(params.additionalProperty ?? params.unevaluatedProperty);
      return { pointer: `${at}/${pointerToken(name)}`, detail: 'is not a known field: leave it out' };
    }
    case 'required':
      return { pointer: `${at}/${String(params.missingProperty)}`, detail: 'is missing' };
    case 'enum':
      return { pointer: at, detail: `must be one of ${(params.allowedValues as unknown[]).join(', ')}` };
    case 'const':
      return { pointer: at, detail: `must be ${JSON.stringify(params.allowedValue)}` };
    default:
      return { pointer: at, detail: problem.message ?? 'does not fit' };
  }
}
