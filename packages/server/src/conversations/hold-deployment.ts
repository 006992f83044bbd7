import type { Admission } from '../http/admission.ts';
import { Refused } from '../http/problem.ts';
import type { StoreTransaction } from '../store/store.ts';

/**
 * Sees to it that the deployment stands until the end of the transaction. The gate judged before, and a
 * conversation that begins after the end of its chatbot would be nobody's.
 *
 * @throws Refused key_revoked
 */
export async function holdDeployment(
  tx: StoreTransaction,
  { deploymentId }: Pick<Admission, 'deploymentId'>,
): Promise<void> {
  await tx.hold('deployment', deploymentId);
  const row = await tx.db
    .selectFrom('deployment')
    .select('id')
    .where('id', '=', deploymentId)
    .where('revoked_at', 'is', null)
    .executeTakeFirst();
  if (row !== undefined) return;
  throw new Refused('key_revoked', 'This deployment was revoked while the request was on its way.');
}
