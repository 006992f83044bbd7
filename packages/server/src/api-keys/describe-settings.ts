import { scopesOf } from '../http/key-authority.ts';
import { printOptionalTime } from '../http/schemas.ts';
import type { KeyTable } from '../store/schema.ts';

/** What an API key may do, from where and for how long, as the audit trail keeps it. */
export function describeSettings(row: Pick<KeyTable, 'label' | 'scopes' | 'restriction' | 'expires_at'>) {
  return {
    label: row.label,
    scopes: scopesOf(row),
    restriction: JSON.parse(row.restriction ?? '{"kind":"none"}'),
    expiresAt: printOptionalTime(row.expires_at),
  };
}
