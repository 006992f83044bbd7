import { apiKeyText } from '../messages/api-keys.ts';
import type { ApiKey, NewApiKey, Scope } from './api-keys-api.ts';

const MOST_YEARS_AHEAD = 10;

export interface ApiKeyValues {
  readonly label: string;
  readonly scopes: Scope[];
  /** A day such as 2027-01-31; empty for never. */
  readonly expiresOn: string;
  readonly restricted: boolean;
  readonly ranges: readonly string[];
}

/** @param apiKey null for a new one, which may do as little as possible */
export function toValues(apiKey: ApiKey | null): ApiKeyValues {
  return {
    label: apiKey?.label ?? '',
    scopes: (apiKey?.scopes as Scope[] | undefined) ?? ['read'],
    expiresOn: apiKey?.expiresAt?.slice(0, 10) ?? '',
    restricted: apiKey?.restriction.kind === 'ips',
    ranges: apiKey?.restriction.kind === 'ips' ? apiKey.restriction.ranges : [],
  };
}

export function toNewApiKey({ label, scopes, expiresOn, restricted, ranges }: ApiKeyValues): NewApiKey {
  return {
    label: label.trim(),
    scopes,
    expiresAt: expiresOn === '' ? null : endOfDay(expiresOn),
    restriction: restricted ? { kind: 'ips', ranges: [...ranges] } : { kind: 'none' },
  };
}

/** What is wrong with the day of expiry; null: nothing. */
export function checkExpiry(expiresOn: string): string | null {
  if (expiresOn === '') return null;
  const atMs = Date.parse(endOfDay(expiresOn));
  const latest = new Date();
  latest.setFullYear(latest.getFullYear() + MOST_YEARS_AHEAD);
  return atMs > Date.now() && atMs < latest.getTime() ? null : apiKeyText.form.expiresPast;
}

/** In UTC, so that reading the day back from the stored time gives the same day everywhere. */
function endOfDay(day: string): string {
  return `${day}T23:59:59.000Z`;
}
