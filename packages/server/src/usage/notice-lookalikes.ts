import {
  nearMissFinder,
  type OriginPattern,
  parseOriginHeader,
  parseOriginPattern,
  printOriginPattern,
} from '@wicketgate/core';
import type { StoreTransaction } from '../store/store.ts';
import { noticeAtMost } from './notice-at-most.ts';
import type { Admission } from './usage-batch.ts';

/** Somebody calls from a domain that is easily taken for one of the allowed: worth a warning, once. */
export async function noticeLookalikes(
  tx: StoreTransaction,
  admissions: readonly Admission[],
): Promise<void> {
  for (const { key, isAllowed, origins } of admissions) {
    const { environment, organizationId, deploymentId, allowedOrigins } = key;
    if (isAllowed || environment === 'test' || allowedOrigins.length === 0) continue;
    const findNearMiss = nearMissFinder(patternsOf(allowedOrigins));
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
          deploymentId,
          origin,
          resembles: printOriginPattern(near.pattern),
        },
      });
    }
  }
}

/** Printed by core, so each of them can be read. */
function patternsOf(texts: readonly string[]): OriginPattern[] {
  return texts.flatMap((text) => {
    const parsed = parseOriginPattern(text);
    return parsed.ok ? [parsed.value.pattern] : [];
  });
}
