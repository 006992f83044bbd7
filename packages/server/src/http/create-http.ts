import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import Fastify, { type FastifyInstance } from 'fastify';
import type { Logger } from '../platform/logger.ts';
import { newId } from '../platform/new-id.ts';
import { closeIdleConnections } from './close-idle-connections.ts';
import { installCompilers } from './compilers.ts';
import { asRefusal, installErrorHandler } from './error-handler.ts';
import { installJsonBody } from './json-body.ts';
import { answerParserError, installParserErrors } from './parser-errors.ts';
import { sendProblem } from './problem.ts';
import { refuseWhileClosing } from './refuse-while-closing.ts';
import { installRequestLog } from './request-log.ts';
import { refuseBadManners } from './request-manners.ts';

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
      reply.header('x-request-id', reply.request.id);
      return sendProblem(reply, asRefusal(error));
    },
    // Its answer is no problem+json: refuseWhileClosing gives one.
    return503OnClosing: false,
    http: {
      maxHeaderSize: 16_384,
      requestTimeout: 60_000,
      headersTimeout: 20_000,
      keepAliveTimeout: 65_000,
      // Node would drop the second Host or Content-Type unseen, and answer an absent Host by itself.
      joinDuplicateHeaders: true,
      requireHostHeader: false,
    },
  }).withTypeProvider<TypeBoxTypeProvider>();
  installParserErrors(app.server);
  closeIdleConnections(app as unknown as FastifyInstance);
  installCompilers(app as unknown as FastifyInstance);
  installJsonBody(app as unknown as FastifyInstance);
  installErrorHandler(app as unknown as FastifyInstance, logger);
  app.decorateRequest('arrivedMs', 0);
  const whileClosing = refuseWhileClosing(app as unknown as FastifyInstance);
  app.addHook('onRequest', (request, reply, done) => {
    request.arrivedMs = performance.now();
    reply.header('x-request-id', request.id);
    done(whileClosing() ?? refuseBadManners(request.raw));
  });
  installRequestLog(app as unknown as FastifyInstance, logger);
  return app;
}
