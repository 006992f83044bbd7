import { nearMissFinder, parseOriginHeader, printOriginPattern } from '@wicketgate/core';
import type { StoreTransaction } from '../store/store.ts';
import { noticeAtMost } from './notice-at-most.ts';
import type { Admission } from './usage-batch.ts';

/** Somebody calls from a domain that is easily taken for one of the allowed: worth a warning, once. */
export async function noticeLookalikes(
  tx: StoreTransaction,
  admissions: readonly Admission[],
): Promise<void> {
  for (const { key, isAllowed, origins } of admissions) {
    const { restriction, environment, organizationId, deployment } = key.subject;
    if (isAllowed || environment === 'test' || restriction?.kind !== 'websites') continue;
    const findNearMiss = nearMissFinder(restriction.rules.map(({ pattern }) => pattern));
    for (const origin of origins) {
      const header = parseOriginHeader(origin);
      const near = header.kind === 'present' ? findNearMiss(header.origin) : null;
      if (near?.kind !== 'lookalike') continue;
      await noticeAtMost(tx, {
        organizationId,
        kind: 'lookalike_origin',
        subjectId: key.keyId,
        dedupeKey: `lookalike/${key.keyId}/${origin}`,
        payload: {
          keyId: key.keyId,
          deploymentId: deployment?.id ?? null,
          origin,
          resembles: printOriginPattern(near.pattern),
        },
      });
    }
  }
}
