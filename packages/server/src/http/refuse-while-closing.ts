import type { FastifyInstance } from 'fastify';
import { Refused } from './problem.ts';

/**
 * For requests on connections that are still open while the server closes: refused as problems, as everything else is.
 *
 * @returns what to refuse a request with; undefined as long as the server is open
 */
export function refuseWhileClosing(app: FastifyInstance): () => Refused | undefined {
  let closing = false;
  app.addHook('preClose', (done) => {
    closing = true;
    done();
  });
  return () =>
    closing
      ? new Refused('store_unavailable', 'This server is being stopped; nothing was changed. Try again.')
      : undefined;
}
