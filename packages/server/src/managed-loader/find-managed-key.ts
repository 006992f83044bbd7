import type { Store } from '../store/store.ts';

/** The key that a deployment's pages should use now. */
export interface ManagedKey {
  readonly id: string;
  readonly digest: string;
  /** The key's text under the master key; null where only its hash is known. */
  readonly sealed: string | null;
}

/**
 * Finds the newest key that can be read again and stays; where there is none the newest at all, to be refused by the
 * gate or for being unreadable. As the gate's own lookups it asks for no organization: whoever knows the id of a
 * deployment may have its publishable key, which stands in pages anyway.
 *
 * @returns null for an unknown deployment, and for a custom one, whose key is secret
 */
export async function findManagedKey(store: Store, deploymentId: string): Promise<ManagedKey | null> {
  const keys = store.read
    .selectFrom('key')
    .innerJoin('deployment', 'deployment.id', 'key.deployment_id')
    .select(['key.id', 'key.digest', 'key.sealed'])
    .where('key.deployment_id', '=', deploymentId)
    .where('deployment.type', '!=', 'custom')
    .orderBy('key.created_at', 'desc')
    .orderBy('key.id', 'desc')
    .limit(1);
  const staying = await keys
    .where('key.ended_at', 'is', null)
    .where('key.grace_ends_at', 'is', null)
    .where('key.quarantined_at', 'is', null)
    .where('key.sealed', 'is not', null)
    .executeTakeFirst();
  if (staying !== undefined) return staying;
  const living = await keys.where('key.ended_at', 'is', null).executeTakeFirst();
  return living ?? (await keys.executeTakeFirst()) ?? null;
}
