import assert from 'node:assert/strict';
import { createHash, verify } from 'node:crypto';
import { canonicalJson } from '@wicketgate/core';
import type { AuditEventTable } from '../../src/store/schema.ts';
import type { Store } from '../../src/store/store.ts';

/**
 * Checks every organization's chain as an outsider would, with the public key alone: no gap and no fork in the
 * sequence, each hash over its predecessor's and its own event, each signature, and the head at the last event.
 *
 * @param publicKey SPKI PEM
 * @returns the number of events by organization
 */
export async function verifyAuditTrail(store: Store, publicKey: string): Promise<Map<string, number>> {
  const heads = await store.read.selectFrom('audit_head').selectAll().execute();
  const events = await store.read
    .selectFrom('audit_event')
    .selectAll()
    .orderBy('organization_id')
    .orderBy('sequence')
    .execute();
  const chains = Map.groupBy(events, (event) => event.organization_id);
  assert.deepEqual(new Set(chains.keys()), new Set(heads.map((head) => head.organization_id)));
  for (const head of heads) {
    const chain = chains.get(head.organization_id) ?? [];
    verifyChain(chain, publicKey);
    const last = chain.at(-1);
    assert.deepEqual([head.sequence, head.hash], [last?.sequence, last?.hash], 'the head is the last event');
  }
  return new Map([...chains].map(([organizationId, chain]) => [organizationId, chain.length]));
}

function verifyChain(chain: readonly AuditEventTable[], publicKey: string): void {
  let previousHash = '';
  for (const [index, event] of chain.entries()) {
    assert.equal(event.sequence, index + 1, 'the sequence has no gap and no fork');
    assert.equal(event.previous_hash, previousHash, 'each event names its predecessor');
    assert.equal(event.hash, hashOf(event), 'the hash is over the event as it is stored');
    const signature = Buffer.from(event.signature, 'base64url');
    assert.ok(verify(null, Buffer.from(event.hash), publicKey, signature), 'the head was signed');
    previousHash = event.hash;
  }
}

function hashOf(event: AuditEventTable): string {
  const text = canonicalJson({
    id: event.id,
    organizationId: event.organization_id,
    sequence: event.sequence,
    at: event.at,
    actor: JSON.parse(event.actor),
    action: event.action,
    target: { type: event.target_type, id: event.target_id },
    ip: event.ip,
    requestId: event.request_id,
    detail: JSON.parse(event.detail),
  });
  return createHash('sha256')
    .update(event.previous_hash + text)
    .digest('base64url');
}
