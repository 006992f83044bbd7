import type { Deployment, DeploymentKey } from './deployments-api.ts';

const DAY_MS = 86_400_000;
const OLD_AFTER_DAYS = 90;

/** Keys that are let in, newest first. */
export function liveKeys({ keys }: Pick<Deployment, 'keys'>): DeploymentKey[] {
  return keys.filter((key) => key.status !== 'revoked');
}

/**
 * How old the oldest key is that is not on its way out, in whole days; null while it is no older than it should be. Test
 * deployments are left out, as they are of every reminder.
 *
 * @param nowMs epoch milliseconds
 */
export function overdueDays(deployment: Deployment, nowMs: number): number | null {
  if (deployment.environment === 'test' || deployment.status === 'revoked') return null;
  const staying = deployment.keys.filter((key) => key.status === 'active');
  const oldestMs = Math.min(...staying.map((key) => Date.parse(key.createdAt)));
  const days = Math.floor((nowMs - oldestMs) / DAY_MS);
  return Number.isFinite(days) && days >= OLD_AFTER_DAYS ? days : null;
}

/** Whether one of its keys was used, or a message handled, within the last day. */
export function seenInLastDay(deployment: Deployment, nowMs: number): boolean {
  const times = [deployment.lastActiveAt, ...liveKeys(deployment).map((key) => key.lastUsedAt)];
  return times.some((at) => at !== null && nowMs - Date.parse(at) < DAY_MS);
}
