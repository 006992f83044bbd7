import type { Kysely } from 'kysely';
import { type BadEntry, ChainVerifier } from '../platform/chain-verifier.ts';
import type { Checkpoint } from '../platform/checkpoint.ts';
import type { Schema } from '../store/schema.ts';
import { chainedEvent } from './chained-event.ts';
import { readHead, readTrail } from './read-trail.ts';

export interface Verdict {
  /** Events found good, from the beginning on. */
  readonly checked: number;
  /** Of the last one of them. */
  readonly hash: string;
  readonly firstBad: BadEntry | null;
}

/**
 * Walks an organization's whole trail: no gap and no fork, each hash over the one before and its own event, each
 * signature, the head at the last event, nothing behind it, and (where one is given) the checkpoint within.
 *
 * @param publicKey SPKI PEM
 */
export async function verifyTrail(
  db: Kysely<Schema>,
  publicKey: string,
  organizationId: string,
  checkpoint: Checkpoint | null = null,
): Promise<Verdict> {
  const verifier = new ChainVerifier(publicKey, organizationId, checkpoint);
  const head = await readHead(db, organizationId);
  for await (const rows of readTrail(db, organizationId, head.sequence)) {
    if (!(await verifier.follow(rows.map(chainedEvent)))) break;
  }
  const { sequence, hash } = verifier.head;
  if (sequence !== head.sequence || hash !== head.hash) verifier.end('head_mismatch');
  else await lookBehindHead(db, organizationId, verifier);
  const firstBad = verifier.finish();
  return { checked: verifier.checked, hash: verifier.head.hash, firstBad };
}

/** The head and what stands behind it are read in one statement: changes go on meanwhile. */
async function lookBehindHead(
  db: Kysely<Schema>,
  organizationId: string,
  verifier: ChainVerifier,
): Promise<void> {
  const extra = await db
    .selectFrom('audit_event')
    .select('id')
    .where('organization_id', '=', organizationId)
    .where((eb) =>
      eb(
        'sequence',
        '>',
        eb.fn.coalesce(
          eb.selectFrom('audit_head').select('sequence').where('organization_id', '=', organizationId),
          eb.lit(0),
        ),
      ),
    )
    .orderBy('sequence')
    .limit(1)
    .executeTakeFirst();
  if (extra !== undefined) verifier.end('beyond_head', extra.id);
}
