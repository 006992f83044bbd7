import type { FastifyInstance } from 'fastify';
import { Refused } from '../http/problem.ts';
import type { Store } from '../store/store.ts';

/** `/healthz`: the process lives. `/readyz`: it can decide, that is, the store answers. */
export function healthRoutes(app: FastifyInstance, store: Store): void {
  const options = { config: { frequent: true }, schema: { hide: true } };
  app.get('/healthz', options, () => ({ status: 'ok' }));
  app.get('/readyz', options, async () => {
    try {
      await store.ping();
    } catch (cause) {
      throw new Refused('store_unavailable', `The store does not answer (${(cause as Error).name}).`);
    }
    return { status: 'ready', engine: store.engine };
  });
}
