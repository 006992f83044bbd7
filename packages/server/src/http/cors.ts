import type {} from '@fastify/swagger';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

const MAX_AGE_SECONDS = 7_200;
/** On an answer that a restriction which is only tried would have refused: the code of that refusal. */
export const REPORT_ONLY_HEADER = 'x-wicketgate-report-only';
/** The echoed origin, too: it tells a page which origin arrived here. */
const EXPOSED = 'RateLimit, RateLimit-Policy, Retry-After, X-Request-Id, Date, Access-Control-Allow-Origin';

/**
 * CORS for the widget's routes, and for nothing else. Any origin may read the answer, refusals included, so that a
 * page can see why; what decides is the gate, not the browser. (Fetch Standard, "CORS protocol")
 */
export function installCors(app: FastifyInstance): void {
  app.addHook('onRequest', (request, reply, done) => {
    letRead(request, reply);
    done();
  });
  app.options('/widget/*', { schema: { hide: true }, config: { frequent: true } }, (_request, reply) =>
    reply
      .code(204)
      .header('access-control-allow-methods', 'GET, POST')
      .header('access-control-allow-headers', 'authorization, content-type, x-visitor-token')
      .header('access-control-max-age', String(MAX_AGE_SECONDS))
      .send(),
  );
}

/** For refusals that come before a route is found, or without one: a page may read these too. */
export function letWidgetRead(reply: FastifyReply): void {
  if (reply.request.url.startsWith('/widget/')) letRead(reply.request, reply);
}

function letRead({ headers: { origin } }: FastifyRequest, reply: FastifyReply): void {
  if (origin !== undefined) {
    reply.header('access-control-allow-origin', origin);
    reply.header('access-control-expose-headers', EXPOSED);
  }
  reply.header('vary', 'Origin');
  reply.header('cache-control', 'no-store');
}
