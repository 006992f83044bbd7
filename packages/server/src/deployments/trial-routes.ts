import { change } from '../http/idempotency.ts';
import { IdParams } from '../http/schemas.ts';
import type { TypedApp } from '../http/typed-app.ts';
import type { Store } from '../store/store.ts';
import { enforceRestriction } from './enforce-restriction.ts';
import { presentOne } from './presenter.ts';
import { previewRestriction } from './preview-restriction.ts';
import { Deployment, RestrictionPreview, RestrictionPreviewRequest } from './schemas.ts';

export interface TrialDeps {
  readonly store: Store;
  /** Makes sure that a deployment's calls that were counted can be read from the store. */
  readonly usage: { flush(deploymentId: string): Promise<void> };
}

const tags = ['Deployments'];
const params = IdParams('dep');

/** Seeing what a restriction would do before it does it. */
export function trialRoutes(app: TypedApp, { store, usage }: TrialDeps): void {
  app.post(
    '/deployments/:id/restriction-previews',
    {
      config: { scope: 'read', permission: 'view' },
      schema: {
        tags,
        summary: 'Preview a restriction',
        description: 'What it would have refused of the calls that were let in during the last seven days.',
        params,
        body: RestrictionPreviewRequest,
        response: { 200: RestrictionPreview },
      },
    },
    async ({ caller, params: { id }, body }) => {
      await usage.flush(id);
      return previewRestriction(store.read, caller, id, body, await store.nowMs());
    },
  );
  app.delete(
    '/deployments/:id/report-only',
    {
      config: { scope: 'deployments:write', permission: 'deploy' },
      schema: {
        tags,
        summary: 'Enforce a restriction that is only tried',
        params,
        response: { 200: Deployment },
      },
    },
    (request) =>
      change(store, request, async (tx) => {
        const deployment = await enforceRestriction(tx, request.caller, request.params.id);
        return presentOne(tx.db, request.caller, deployment, tx.nowMs);
      }),
  );
}
