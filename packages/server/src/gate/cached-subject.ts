import { type EffectiveRestriction, type GateSubject, isUnlinked, type ReportOnly } from '@wicketgate/core';
import type { WidgetLook } from '../http/admission.ts';
import { type CountingMark, newCountingMark } from '../http/counting-mark.ts';
import { readOrigins, readRestriction, withInherited } from '../http/stored-restriction.ts';
import type { ReportOnlyState } from '../store/schema.ts';
import type { GateRow } from '../store/store.ts';
import type { SharedParts } from './shared-parts.ts';

/** What the gate keeps of a key: core's facts, parsed once, and what the routes behind the gate need. */
export interface CachedSubject extends GateSubject {
  readonly organizationId: string;
  /** Every id by whose change this record becomes stale. */
  readonly ids: readonly string[];
  /** Null for a deployment's key. */
  readonly scopes: ReadonlySet<string> | null;
  readonly operator: boolean;
  readonly label: string | null;
  readonly preview: string;
  /** Stands for no key but for a look at the chat in the console: counted nowhere. */
  readonly isPreview: boolean;
  readonly environment: 'live' | 'test';
  /** Requests a minute; null means the instance's default. */
  readonly rateLimit: number | null;
  /** Null for keys without a deployment. */
  readonly look: WidgetLook | null;
  readonly counted: CountingMark;
}

export function toCachedSubject(row: GateRow, parts: SharedParts): CachedSubject {
  const part = row.deployment_id === null ? null : parts.of(row);
  const organizationId = part?.organizationId ?? row.organization_id;
  const ids = [row.key_id, organizationId, row.deployment_id, part?.chatbot.id ?? null];
  return {
    keyId: row.key_id === '' ? null : row.key_id,
    // Of these words one each is enough: what comes from a database is a text of its own, each time.
    type: row.type === 'secret' ? 'secret' : 'publishable',
    environment: row.environment === 'live' ? 'live' : 'test',
    life: {
      createdAtMs: row.created_at,
      graceEndsAtMs: row.grace_ends_at,
      endedAtMs: row.ended_at,
      expiresAtMs: row.expires_at,
      quarantinedAtMs: row.quarantined_at,
    },
    restriction: effectiveRestriction(row),
    reportOnly: reportOnlyOf(row),
    deployment:
      row.deployment_id === null
        ? null
        : {
            id: row.deployment_id,
            revoked: row.deployment_revoked_at !== null,
            unlinked: isUnlinked(row.deployment_type as string, row.site),
          },
    chatbot: part?.chatbot ?? null,
    organizationId,
    ids: ids.filter((id): id is string => id !== null && id !== ''),
    scopes: row.scopes === null ? null : new Set(JSON.parse(row.scopes) as string[]),
    operator: row.operator === 1,
    label: row.key_label,
    preview: row.key_preview,
    isPreview: row.key_id.startsWith('prv_'),
    rateLimit: row.rate_limit,
    look: part === null ? null : { face: part.face, settings: row.widget as string, config: undefined },
    counted: newCountingMark(),
  };
}

function effectiveRestriction(row: GateRow): EffectiveRestriction {
  const stored = row.restriction ?? row.key_restriction;
  if (stored === null) return { kind: 'none' };
  const organizationOrigins = () => readOrigins(row.allowed_origins);
  return withInherited(readRestriction(stored), organizationOrigins, row.allow_localhost === 1);
}

/** A trial that is over stays in the row until maintenance removes it; by then core takes no notice of it. */
function reportOnlyOf(row: GateRow): ReportOnly | null {
  if (row.report_only === null) return null;
  const { untilMs, restriction, allowLocalhost } = JSON.parse(row.report_only) as ReportOnlyState;
  const enforced = readRestriction(JSON.stringify(restriction));
  return {
    untilMs,
    enforced: withInherited(enforced, () => readOrigins(row.allowed_origins), allowLocalhost),
  };
}
