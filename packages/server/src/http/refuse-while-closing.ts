import type { FastifyInstance } from 'fastify';
import { Refused } from './problem.ts';

/** Requests on connections that are still open while the server closes: refused as problems, as everything else is. */
export function refuseWhileClosing(app: FastifyInstance): void {
  let closing = false;
  app.addHook('preClose', (done) => {
    closing = true;
    done();
  });
  app.addHook('onRequest', (_request, _reply, done) => {
    const refused = closing
      ? new Refused('store_unavailable', 'This server is being stopped; nothing was changed. Try again.')
      : undefined;
    done(refused);
  });
}
