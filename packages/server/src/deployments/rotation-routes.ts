import { change } from '../http/idempotency.ts';
import { IdParams } from '../http/schemas.ts';
import type { TypedApp } from '../http/typed-app.ts';
import type { Store } from '../store/store.ts';
import { changeRotation } from './change-rotation.ts';
import { findDeployment } from './find-deployment.ts';
import { readDrainMeter } from './read-drain-meter.ts';
import { DrainMeter, RotationChange } from './rotation-schemas.ts';

export interface RotationDeps {
  readonly store: Store;
  /** Makes sure that a deployment's calls that were counted can be read from the store. */
  readonly usage: { flush(deploymentId: string): Promise<void> };
}

const tags = ['Keys'];

/** How a rotation with a grace period is going, and when it ends. */
export function rotationRoutes(app: TypedApp, { store, usage }: RotationDeps): void {
  app.get(
    '/deployments/:id/rotation',
    {
      config: { scope: 'read', permission: 'view' },
      schema: {
        tags,
        summary: 'See which keys are still sent',
        description: 'By key and origin, since the newest key was made: whether an older one can be retired.',
        params: IdParams('dep'),
        response: { 200: DrainMeter },
      },
    },
    async (request) => {
      const deployment = await findDeployment(store.read, request.caller, request.params.id, 'view');
      await usage.flush(deployment.id);
      return readDrainMeter(store.scan, deployment, await store.nowMs());
    },
  );
  app.patch(
    '/deployments/:id/rotation',
    {
      config: { scope: 'deployments:write', permission: 'deploy' },
      schema: {
        tags,
        summary: 'Move the end of a rotation',
        params: IdParams('dep'),
        body: RotationChange,
        response: { 200: DrainMeter },
      },
    },
    (request) =>
      change(store, request, async (tx) => {
        const deployment = await changeRotation(tx, request.caller, request.params.id, request.body);
        return readDrainMeter(tx.db, deployment, tx.nowMs);
      }),
  );
}
