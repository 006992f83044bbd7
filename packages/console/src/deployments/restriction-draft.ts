import { deploymentText } from '../messages/deployment.ts';
import type { Deployment, DeploymentChange } from './deployments-api.ts';

/** A restriction while it is edited: all kinds at once, so that trying another kind loses nothing. */
export interface RestrictionDraft {
  readonly kind: 'none' | 'websites' | 'ips';
  readonly origins: readonly string[];
  readonly inheritOrganization: boolean;
  readonly ranges: readonly string[];
  readonly allowLocalhost: boolean;
}

export function toDraft({ restriction, allowLocalhost }: Deployment): RestrictionDraft {
  return {
    kind: restriction.kind,
    origins: restriction.kind === 'websites' ? restriction.origins : [],
    inheritOrganization: restriction.kind === 'websites' ? restriction.inheritOrganization : true,
    ranges: restriction.kind === 'ips' ? restriction.ranges : [],
    allowLocalhost,
  };
}

export function toChange(draft: RestrictionDraft): DeploymentChange {
  const { kind, origins, inheritOrganization, ranges, allowLocalhost } = draft;
  switch (kind) {
    case 'none':
      return { restriction: { kind } };
    case 'websites':
      return { restriction: { kind, origins: [...origins], inheritOrganization }, allowLocalhost };
    case 'ips':
      return { restriction: { kind, ranges: [...ranges] } };
  }
}

/** Localhost, too, where the kind of restriction does not ask about it: a change to another kind has to be undone with it. */
export function toWholeChange(deployment: Deployment): DeploymentChange {
  return { ...toChange(toDraft(deployment)), allowLocalhost: deployment.allowLocalhost };
}

const DAY_MS = 86_400_000;

/**
 * How long a change of the restriction is only tried if nobody says otherwise: a trial that runs goes on.
 *
 * @returns null: it is in force at once
 */
export function trialDays({ reportOnly }: Deployment, nowMs: number): number | null {
  if (reportOnly === null) return null;
  return Math.max(1, Math.floor((Date.parse(reportOnly.endsAt) - nowMs) / DAY_MS));
}

/**
 * Why it cannot be saved: it would refuse every call. The server says the same.
 *
 * @param organizationOrigins what the organization hands down
 * @returns null when it can
 */
export function whyRefusesAll(
  draft: RestrictionDraft,
  organizationOrigins: readonly string[],
): string | null {
  const inherited = draft.inheritOrganization ? organizationOrigins.length : 0;
  if (draft.kind === 'websites' && draft.origins.length + inherited === 0) {
    return deploymentText.restriction.noOrigins;
  }
  return draft.kind === 'ips' && draft.ranges.length === 0 ? deploymentText.restriction.noRanges : null;
}
