export type DeploymentStatus = 'active' | 'unlinked' | 'revoked';

/**
 * A Shopify or WordPress installation that has not been tied to its store or site yet: every call is refused until
 * it is. Websites need no link, since their allowed domains say where they stand, and custom ones have no site.
 * @param type of the deployment
 * @param site the host it is bound to
 */
export function isUnlinked(type: string, site: string | null): boolean {
  return site === null && (type === 'shopify' || type === 'wordpress');
}

/** As shown. */
export function deploymentStatus(deployment: {
  readonly type: string;
  readonly site: string | null;
  readonly revokedAtMs: number | null;
}): DeploymentStatus {
  if (deployment.revokedAtMs !== null) return 'revoked';
  return isUnlinked(deployment.type, deployment.site) ? 'unlinked' : 'active';
}
