import Type from 'typebox';
import type { Gatekeeper, RefusalKeeper } from '../http/gatekeeper.ts';
import type { TypedApp } from '../http/typed-app.ts';
import type { Store } from '../store/store.ts';
import { explainHypothetical } from './explain-hypothetical.ts';
import { findRefusal } from './find-refusal.ts';
import { Explanation, HypotheticalRequest, PastDecision } from './schemas.ts';

export interface DecisionDeps {
  readonly store: Store;
  readonly gatekeeper: Gatekeeper;
  readonly refusals: RefusalKeeper;
}

const tags = ['Gate'];

export function decisionRoutes(app: TypedApp, deps: DecisionDeps): void {
  app.post(
    '/decisions',
    {
      config: { scope: 'read', permission: 'view' },
      schema: {
        tags,
        summary: 'Explain a hypothetical call',
        body: HypotheticalRequest,
        response: { 200: Explanation },
      },
    },
    (request) => explainHypothetical(deps, request.caller, request.body),
  );
  app.get(
    '/decisions/:requestId',
    {
      config: { scope: 'read', permission: 'view' },
      schema: {
        tags,
        summary: 'Explain a refusal',
        description: 'By the request id that the refused call was answered with; kept for 7 days.',
        params: Type.Object({ requestId: Type.String({ pattern: '^req_[0-9A-Za-z]{1,40}$' }) }),
        response: { 200: PastDecision },
      },
    },
    async (request) => {
      // What this node refused a moment ago may not have been written yet.
      await deps.refusals.flush();
      return findRefusal(deps.store, request.caller, request.params.requestId);
    },
  );
}
