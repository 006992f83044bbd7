import type { FastifyRequest } from 'fastify';
import { presentSecret } from '../http/present-secret.ts';
import type { Arrival, Identity, VisitorDesk } from '../http/visitor-desk.ts';
import { createVisitor } from './create-visitor.ts';
import { findVisitor, isProven, visitorTokenInvalid } from './find-visitor.ts';
import { presentPerson } from './presenter.ts';
import { prove, type VisitorDeps } from './prove.ts';
import { lockVisitor, tieVisitor } from './tie-visitor.ts';

/** Tells who a request's visitor is, by token and by proof. */
export class FrontDesk implements VisitorDesk {
  readonly #deps: VisitorDeps;

  constructor(deps: VisitorDeps) {
    this.#deps = deps;
  }

  async recognize(request: FastifyRequest): Promise<string | null> {
    const { admission } = request;
    const token = readVisitorToken(request);
    const visitor = token === null ? null : await findVisitor(this.#deps.store.read, admission, token);
    const proven = visitor !== null && isProven(visitor, admission.nowMs);
    admission.judgeIdentity(proven ? 'proven' : 'absent');
    return visitor?.id ?? null;
  }

  async receive(request: FastifyRequest, identity: Identity | undefined): Promise<Arrival> {
    const { admission } = request;
    const token = readVisitorToken(request);
    const holder = token === null ? null : await findVisitor(this.#deps.store.read, admission, token);
    if (token !== null && holder === null) throw visitorTokenInvalid();
    const proof = identity === undefined ? null : await prove(this.#deps, request, identity);
    if (proof === null) {
      const proven = holder !== null && isProven(holder, admission.nowMs);
      admission.judgeIdentity(proven ? 'proven' : 'absent');
    }
    return async (tx) => {
      if (token !== null && holder !== null) {
        const visitor = await lockVisitor(tx, holder.id);
        if (visitor === null) throw visitorTokenInvalid();
        const tied = proof === null ? visitor : await tieVisitor(tx, visitor, proof);
        if (tied !== null) {
          const identity = proof === null ? null : presentPerson(tied);
          return { visitorId: tied.id, visitorToken: token, identity };
        }
        // Another person at the same browser begins as somebody new and sees nothing of the one before.
      }
      const made = await createVisitor(tx, admission, proof);
      const identity = proof === null ? null : presentPerson(made.proven);
      return { visitorId: made.id, visitorToken: presentSecret(made.token), identity };
    };
  }
}

/** @returns null where the header is absent; two of them arrive joined and are nobody's */
export function readVisitorToken(request: FastifyRequest): string | null {
  const header = request.headers['x-visitor-token'];
  return header === undefined ? null : String(header);
}
