import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import Fastify, { type FastifyInstance } from 'fastify';
import type { Logger } from '../platform/logger.ts';
import { newId } from '../platform/new-id.ts';
import { closeIdleConnections } from './close-idle-connections.ts';
import { installCompilers } from './compilers.ts';
import { installErrorHandler } from './error-handler.ts';
import { installJsonBody } from './json-body.ts';
import { answerParserError } from './parser-errors.ts';
import { Refused, sendProblem } from './problem.ts';
import { installRequestLog } from './request-log.ts';

export type App = ReturnType<typeof createHttp>;

/** An HTTP server with our manners and no routes: ids, parsing, errors, log. */
export function createHttp(logger: Logger) {
  const app = Fastify({
    logger: false,
    // Every answer carries an id of ours; an inbound one is ignored, or callers could forge the audit trail's.
    genReqId: () => newId('req'),
    requestIdHeader: false,
    bodyLimit: 1_000_000,
    routerOptions: { maxParamLength: 100 },
    clientErrorHandler: answerParserError,
    frameworkErrors: (error, _request, reply) => {
      const detail =
        error.code === 'FST_ERR_BAD_URL'
          ? 'The address has a broken percent encoding.'
          : 'The request could not be routed.';
      reply.header('x-request-id', reply.request.id);
      return sendProblem(reply, new Refused('bad_request', detail));
    },
    return503OnClosing: true,
    http: { maxHeaderSize: 16_384, requestTimeout: 60_000, headersTimeout: 20_000, keepAliveTimeout: 65_000 },
  }).withTypeProvider<TypeBoxTypeProvider>();
  closeIdleConnections(app as unknown as FastifyInstance);
  installCompilers(app as unknown as FastifyInstance);
  installJsonBody(app as unknown as FastifyInstance);
  installErrorHandler(app as unknown as FastifyInstance, logger);
  app.addHook('onRequest', (request, reply, done) => {
    reply.header('x-request-id', request.id);
    done();
  });
  installRequestLog(app as unknown as FastifyInstance, logger);
  return app;
}
