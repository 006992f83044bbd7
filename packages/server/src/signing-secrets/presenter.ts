import { printOptionalTime, printTime } from '../http/schemas.ts';
import type { SigningSecretTable } from '../store/schema.ts';

export function presentSigningSecret(row: SigningSecretTable) {
  return {
    id: row.id,
    preview: row.preview,
    createdAt: printTime(row.created_at),
    lastUsedAt: printOptionalTime(row.last_used_at),
  };
}
