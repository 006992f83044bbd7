import { inParts } from '../platform/in-parts.ts';
import type { StoreTransaction } from '../store/store.ts';
import { ALLOWED, HOUR_MS, MOST_ORIGINS_AN_HOUR, OTHER_ORIGINS } from './counted-call.ts';
import { isNamed } from './counted-cells.ts';
import { noticeLookalikes } from './notice-lookalikes.ts';
import { noticeNewOrigins } from './notice-new-origins.ts';
import type { Admission, KeyBatch, OriginCount } from './usage-batch.ts';
import { IDS_A_STATEMENT } from './usage-rows.ts';

/**
 * Decides which origins of a batch are kept apart. The cap holds for all nodes together: what the store has of the hour
 * counts, and the room that is left goes to the most frequent.
 *
 * @returns under which name each count is stored
 */
export async function admitOrigins(
  tx: StoreTransaction,
  keys: readonly KeyBatch[],
): Promise<(key: KeyBatch, count: OriginCount) => string> {
  const applicants = keys.flatMap(applicantsOf);
  const crowded = new Set<string>();
  const admissions: Admission[] = [];
  const stored = await storedOrigins(tx, applicants);
  for (const applicant of applicants) {
    const known = stored.get(groupName(applicant)) ?? new Set();
    let room = MOST_ORIGINS_AN_HOUR - known.size;
    const admitted: string[] = [];
    for (const origin of applicant.origins) {
      if (known.has(origin)) continue;
      room -= 1;
      if (room >= 0) admitted.push(origin);
      else crowded.add(`${groupName(applicant)} ${origin}`);
    }
    if (admitted.length > 0) admissions.push({ ...applicant, origins: admitted });
  }
  await noticeNewOrigins(tx, admissions);
  await noticeLookalikes(tx, admissions);
  return (key, { hourAt, origin, outcome }) => {
    const group = groupName({ key, hourAt, isAllowed: outcome === ALLOWED });
    return crowded.has(`${group} ${origin}`) ? OTHER_ORIGINS : origin;
  };
}

function applicantsOf(key: KeyBatch): Admission[] {
  const groups = new Map<string, { hourAt: number; isAllowed: boolean; requests: Map<string, number> }>();
  for (const { origin, hourAt, outcome, requests } of key.origins) {
    if (!isNamed(origin)) continue;
    const isAllowed = outcome === ALLOWED;
    const group = groups.get(`${hourAt} ${isAllowed}`) ?? { hourAt, isAllowed, requests: new Map() };
    group.requests.set(origin, (group.requests.get(origin) ?? 0) + requests);
    groups.set(`${hourAt} ${isAllowed}`, group);
  }
  return [...groups.values()].map(({ hourAt, isAllowed, requests }) => ({
    key,
    hourAt,
    isAllowed,
    origins: [...requests].sort(([, a], [, b]) => b - a).map(([origin]) => origin),
  }));
}

/** What each hour has kept apart so far, one statement for many keys. */
async function storedOrigins(
  tx: StoreTransaction,
  applicants: readonly Admission[],
): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
  const stored = new Map<string, Set<string>>();
  for (const hourAt of new Set(applicants.map((applicant) => applicant.hourAt))) {
    const keyIds = [
      ...new Set(applicants.flatMap(({ key, ...of }) => (of.hourAt === hourAt ? key.keyId : []))),
    ];
    for (const part of inParts(keyIds, IDS_A_STATEMENT)) {
      const rows = await tx.db
        .selectFrom('usage_rollup')
        .select(['key_id', 'origin', 'outcome'])
        .distinct()
        .where('key_id', 'in', part)
        .where('span', 'in', ['minute', 'hour'])
        .where('at', '>=', hourAt)
        .where('at', '<', hourAt + HOUR_MS)
        .execute();
      for (const { key_id, origin, outcome } of rows) {
        if (!isNamed(origin)) continue;
        const group = groupName({ key: { keyId: key_id }, hourAt, isAllowed: outcome === ALLOWED });
        const origins = stored.get(group);
        if (origins === undefined) stored.set(group, new Set([origin]));
        else origins.add(origin);
      }
    }
  }
  return stored;
}

function groupName(group: {
  readonly key: Pick<KeyBatch, 'keyId'>;
  readonly hourAt: number;
  readonly isAllowed: boolean;
}): string {
  return `${group.key.keyId} ${group.hourAt} ${group.isAllowed}`;
}
