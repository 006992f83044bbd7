import type { GateChange } from './store.ts';

/**
 * Reads changes as a gap-free succession from `sinceVersion` to `version`.
 *
 * @returns null when the succession has a hole: pruned rows, a restored database
 */
export function successiveChanges(
  sinceVersion: number,
  version: number,
  rows: readonly { version: number; entries: string }[],
): GateChange[] | null {
  if (rows.length !== version - sinceVersion) return null;
  const changes: GateChange[] = [];
  for (const [offset, row] of rows.entries()) {
    if (row.version !== sinceVersion + offset + 1) return null;
    changes.push({ version: row.version, ids: JSON.parse(row.entries) as string[] });
  }
  return changes;
}
