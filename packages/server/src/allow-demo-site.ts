import { parseOriginHeader } from '@wicketgate/core';
import { allowOrigin } from './deployments/allow-origin.ts';
import type { Caller } from './http/caller.ts';
import { Refused } from './http/problem.ts';
import { saveSetting } from './http/save-setting.ts';
import type { ActContext, Store, StoreTransaction } from './store/store.ts';

/** Names the setting that says where the site stood at the last start. */
const SETTING = 'demo_site';

/**
 * Adds the demo site's origins to the deployment's list when the site has moved since the last start: because PORT was
 * changed, or its port was taken. Otherwise the list is its owner's, and nothing is ever removed from it.
 *
 * @param origins serialised, as browsers send them
 * @returns why they could not be added: the deployment is revoked, removed, restricted otherwise, or its list is full
 */
export async function allowDemoSite(
  store: Store,
  context: ActContext,
  deploymentId: string,
  origins: readonly string[],
): Promise<string | null> {
  try {
    await store.write(async (tx) => {
      const caller = await callerFor(tx, context, deploymentId);
      if ((await lastSite(tx)) === origins[0]) return;
      for (const text of origins) {
        const header = parseOriginHeader(text);
        if (header.kind !== 'present') throw new Error(`the demo site has no origin: ${text}`);
        await allowOrigin(tx, caller, deploymentId, header.origin, {});
      }
      await rememberDemoSite(tx, origins);
    });
    return null;
  } catch (error) {
    if (error instanceof Refused) return error.message;
    throw error;
  }
}

/** @param origins that are in the list */
export function rememberDemoSite(tx: StoreTransaction, [site = '']: readonly string[]): Promise<void> {
  return saveSetting(tx, SETTING, site);
}

async function lastSite({ db }: StoreTransaction): Promise<string | undefined> {
  const row = await db.selectFrom('setting').select('value').where('name', '=', SETTING).executeTakeFirst();
  return row?.value;
}

async function callerFor(tx: StoreTransaction, context: ActContext, deploymentId: string): Promise<Caller> {
  const { organization_id } = await tx.db
    .selectFrom('deployment')
    .select('organization_id')
    .where('id', '=', deploymentId)
    .executeTakeFirstOrThrow();
  // As every change of a restriction does: the list is read, and then written as a whole.
  await tx.lock('organization', organization_id);
  return {
    organizationId: organization_id,
    member: null,
    scopes: new Set(['deployments:write']),
    operator: false,
    barrierMs: null,
    context,
  };
}
