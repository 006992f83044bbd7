import type { FastifyReply, FastifyRequest, RouteOptions } from 'fastify';

/** Must be cheap, and must not throw. */
type Note = (request: FastifyRequest, reply: FastifyReply) => void;

/** What is done for a route's answers: in one hook, since each costs something on every call. */
const notesOf = new WeakMap<RouteOptions, Note[]>();

/**
 * Has something done for every answer of a route, a refusal too: when it is out or, where the route is marked
 * `frequent`, when it is about to be sent. To be told of the end of an answer costs about as much as the gate does.
 */
export function whenAnswered(route: RouteOptions, note: Note): void {
  const known = notesOf.get(route);
  if (known !== undefined) {
    known.push(note);
    return;
  }
  const notes = [note];
  notesOf.set(route, notes);
  const takeNotes: Note = (request, reply) => {
    for (const each of notes) each(request, reply);
  };
  if (route.config?.frequent === true) {
    route.onSend = [
      ...[route.onSend ?? []].flat(),
      (request, reply, payload, done) => {
        takeNotes(request, reply);
        done(null, payload);
      },
    ];
    return;
  }
  route.onResponse = [
    ...[route.onResponse ?? []].flat(),
    (request, reply, done) => {
      takeNotes(request, reply);
      done();
    },
  ];
}
