import { type Notice, recordNotice } from '../http/record-notice.ts';
import type { StoreTransaction } from '../store/store.ts';
import { DAY_MS } from './counted-call.ts';

/** Of one kind about one key in a day: a flood of them says nothing new. */
const MOST_A_DAY = 20;

/** Records a notice, unless enough have been recorded. */
export async function noticeAtMost(tx: StoreTransaction, notice: Notice): Promise<void> {
  const { count } = await tx.db
    .selectFrom('notice')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('organization_id', '=', notice.organizationId)
    .where('at', '>', tx.nowMs - DAY_MS)
    .where('kind', '=', notice.kind)
    .where('subject_id', '=', notice.subjectId)
    .executeTakeFirstOrThrow();
  if (Number(count) < MOST_A_DAY) await recordNotice(tx, notice);
}
