import { parseOriginHeader } from '@wicketgate/core';
import { allowOrigin } from './deployments/allow-origin.ts';
import type { Caller } from './http/caller.ts';
import { Refused } from './http/problem.ts';
import type { ActContext, Store, StoreTransaction } from './store/store.ts';

/**
 * Adds the demo site's origins to the deployment's list where they are missing: the site stands elsewhere than at its first
 * start when PORT was changed, or when its port was taken. Nothing is removed, since the list is the owner's.
 *
 * @param origins serialised, as browsers send them
 */
export async function allowDemoSite(
  store: Store,
  context: ActContext,
  deploymentId: string,
  origins: readonly string[],
): Promise<void> {
  try {
    await store.write(async (tx) => {
      const caller = await callerFor(tx, context, deploymentId);
      for (const text of origins) {
        const header = parseOriginHeader(text);
        if (header.kind !== 'present') throw new Error(`the demo site has no origin: ${text}`);
        await allowOrigin(tx, caller, deploymentId, header.origin, {});
      }
    });
  } catch (error) {
    // Revoked, removed, or restricted otherwise: somebody wanted it so, and the server starts all the same.
    if (!(error instanceof Refused)) throw error;
  }
}

async function callerFor(tx: StoreTransaction, context: ActContext, deploymentId: string): Promise<Caller> {
  const { organization_id } = await tx.db
    .selectFrom('deployment')
    .select('organization_id')
    .where('id', '=', deploymentId)
    .executeTakeFirstOrThrow();
  return {
    organizationId: organization_id,
    member: null,
    scopes: new Set(['deployments:write']),
    operator: false,
    barrierMs: null,
    context,
  };
}
