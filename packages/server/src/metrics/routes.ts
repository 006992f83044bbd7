import type { FastifyInstance } from 'fastify';
import type { Registry } from 'prom-client';
import { type MetricsAccess, requireMetricsAccess } from './metrics-access.ts';

/** For Prometheus. Not of the management API: an operator's, without tenant. */
export function metricsRoutes(
  app: FastifyInstance,
  access: MetricsAccess,
  openRegistry: () => Promise<Registry>,
): void {
  let registry: Promise<Registry> | null = null;
  app.get('/metrics', { config: { frequent: true }, schema: { hide: true } }, async (request, reply) => {
    requireMetricsAccess(request, access);
    registry ??= openRegistry();
    const opened = await registry;
    return reply
      .type(opened.contentType)
      .header('cache-control', 'no-store')
      .send(await opened.metrics());
  });
}
