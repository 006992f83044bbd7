import type { FastifyReply, FastifyRequest, RouteOptions } from 'fastify';

/**
 * Has something done for every answer of a route, a refusal too: when it is out or, where the route is marked
 * `frequent`, when it is about to be sent. To be told of the end of an answer costs about as much as the gate does.
 *
 * @param note must be cheap, and must not throw
 */
export function whenAnswered(
  route: RouteOptions,
  note: (request: FastifyRequest, reply: FastifyReply) => void,
): void {
  if (route.config?.frequent === true) {
    route.onSend = [
      ...[route.onSend ?? []].flat(),
      (request, reply, payload, done) => {
        note(request, reply);
        done(null, payload);
      },
    ];
    return;
  }
  route.onResponse = [
    ...[route.onResponse ?? []].flat(),
    (request, reply, done) => {
      note(request, reply);
      done();
    },
  ];
}
