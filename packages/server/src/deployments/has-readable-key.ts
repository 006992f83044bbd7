import type { Kysely } from 'kysely';
import type { Schema } from '../store/schema.ts';
import { liveKeys } from './deployment-keys.ts';

/**
 * Whether the managed snippet has a key to bring: one whose text is kept, and which stays. One that is retiring would
 * soon leave the page without a widget.
 */
export async function hasReadableKey(
  db: Kysely<Schema>,
  deploymentId: string,
  nowMs: number,
): Promise<boolean> {
  const keys = await liveKeys(db, deploymentId, nowMs);
  return keys.some((key) => key.grace_ends_at === null && key.quarantined_at === null && key.sealed !== null);
}
