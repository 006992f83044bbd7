import type { FastifyInstance } from 'fastify';
import type { Logger } from '../platform/logger.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** A route so frequent that its successes are logged at debug only. */
    frequent?: boolean;
  }
}

/** One line a request. Never the query (a key may be in it), never a header, never a body. */
export function installRequestLog(app: FastifyInstance, logger: Logger): void {
  app.addHook('onResponse', (request, reply, done) => {
    const level = request.routeOptions.config.frequent === true && reply.statusCode < 400 ? 'debug' : 'info';
    if (logger.isLevelEnabled(level)) {
      logger[level](
        {
          requestId: request.id,
          method: request.method,
          route: request.routeOptions.url ?? null,
          status: reply.statusCode,
          durationMs: Math.round(reply.elapsedTime * 100) / 100,
        },
        'request',
      );
    }
    done();
  });
}
