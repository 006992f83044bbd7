import assert from 'node:assert/strict';
import { verifyTrail } from '../../src/activity/verify-trail.ts';
import type { Store } from '../../src/store/store.ts';

/**
 * Checks every organization's chain as an outsider would, with the public key alone.
 *
 * @param publicKey SPKI PEM
 * @returns the number of events by organization
 */
export async function verifyAuditTrail(store: Store, publicKey: string): Promise<Map<string, number>> {
  const heads = await store.read.selectFrom('audit_head').select('organization_id').execute();
  const events = await store.read.selectFrom('audit_event').select('organization_id').distinct().execute();
  const ids = (rows: typeof heads) => new Set(rows.map((row) => row.organization_id));
  assert.deepEqual(ids(events), ids(heads), 'a head for every trail and a trail for every head');
  const counts = new Map<string, number>();
  for (const organizationId of ids(heads)) {
    const { checked, firstBad } = await verifyTrail(store.read, publicKey, organizationId);
    assert.equal(firstBad, null);
    counts.set(organizationId, checked);
  }
  return counts;
}
