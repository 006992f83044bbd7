import type { FastifyInstance } from 'fastify';
import type { RouteClass } from '../http/counting-mark.ts';
import { whenAnswered } from '../http/when-answered.ts';
import type { GateAnswer } from './gate.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** What the gate said of this call at last; absent where it was not asked, or must not be counted. */
    gateAnswer: GateAnswer | undefined;
  }
}

export interface CallCounter {
  /** Must be cheap, and must not throw. @param tookMs until its answer */
  count(answer: GateAnswer, route: RouteClass, tookMs: number): void;
}

/** Counts every call that the gate was asked about, with its answer: then its outcome is final. */
export function countCalls(app: FastifyInstance, usage: CallCounter): void {
  app.decorateRequest('gateAnswer');
  app.addHook('onRoute', (route) => {
    // Told apart once, when the route is made: the hook runs on every call.
    const counted = classOf(route.url);
    whenAnswered(route, ({ gateAnswer, arrivedMs }) => {
      if (gateAnswer !== undefined) usage.count(gateAnswer, counted, performance.now() - arrivedMs);
    });
  });
}

function classOf(url: string): RouteClass {
  if (url.startsWith('/api/')) return 'management';
  if (url.endsWith('/messages')) return 'message';
  if (url.startsWith('/widget/conversations')) return 'conversation';
  if (url === '/widget/config') return 'config';
  return url === '/widget/identity' ? 'identity' : 'other';
}
