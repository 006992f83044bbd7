import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from '../platform/logger.ts';
import { whenAnswered } from './when-answered.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** A route so frequent that its successes are logged at debug only, and nothing waits for the end of its answers. */
    frequent?: boolean;
  }

  interface FastifyRequest {
    /** When it arrived, by `performance.now()`. */
    arrivedMs: number;
  }
}

/** One line a request. Never the query (a key may be in it), never a header, never a body. */
export function installRequestLog(app: FastifyInstance, logger: Logger): void {
  app.addHook('onRoute', (route) =>
    whenAnswered(route, (request, reply) => logAnswer(logger, request, reply)),
  );
}

/** The line, for answers that no route gave. */
export function logAnswer(logger: Logger, request: FastifyRequest, reply: FastifyReply): void {
  const level = request.routeOptions.config.frequent === true && reply.statusCode < 400 ? 'debug' : 'info';
  if (!logger.isLevelEnabled(level)) return;
  logger[level](
    {
      requestId: request.id,
      method: request.method,
      route: request.routeOptions.url ?? null,
      status: reply.statusCode,
      durationMs: Math.round((performance.now() - request.arrivedMs) * 100) / 100,
    },
    'request',
  );
}
