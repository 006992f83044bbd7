import { Refused } from '../http/problem.ts';
import type { TypedApp } from '../http/typed-app.ts';
import { findVisitor, visitorTokenInvalid } from './find-visitor.ts';
import { readVisitorToken } from './front-desk.ts';
import { presentPerson } from './presenter.ts';
import { prove, type VisitorDeps } from './prove.ts';
import { IdentityPresented, ProvenIdentity } from './schemas.ts';
import { lockVisitor, tieVisitor } from './tie-visitor.ts';

export function visitorRoutes(app: TypedApp, deps: VisitorDeps): void {
  app.post(
    '/widget/identity',
    {
      schema: {
        tags: ['Widget'],
        summary: 'Tie the visitor to a proven person, or renew the proof',
        description: 'Needs the header X-Visitor-Token.',
        body: IdentityPresented,
        response: { 200: ProvenIdentity },
      },
    },
    async (request) => {
      const token = readVisitorToken(request);
      const holder = token === null ? null : await findVisitor(deps.store.read, request.admission, token);
      if (holder === null) throw visitorTokenInvalid();
      const proof = await prove(deps, request, request.body.identity);
      const tied = await deps.store.write(async (tx) => {
        const visitor = await lockVisitor(tx, holder.id);
        if (visitor === null) throw visitorTokenInvalid();
        return tieVisitor(tx, visitor, proof);
      });
      if (tied === null) {
        throw new Refused(
          'conflict',
          'This visitor is another person already. Open a conversation with this identity: that makes a new visitor.',
        );
      }
      return { identity: presentPerson(tied) };
    },
  );
}
