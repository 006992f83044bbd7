import type { ApiKey } from './api-keys-api.ts';

const UNUSED_AFTER_MS = 90 * 86_400_000;

/** Whether a live key has not been used for 90 days; one that was never used counts from its creation. */
export function isUnused({ status, lastUsedAt, createdAt }: ApiKey, nowMs: number): boolean {
  return status !== 'revoked' && nowMs - Date.parse(lastUsedAt ?? createdAt) >= UNUSED_AFTER_MS;
}
