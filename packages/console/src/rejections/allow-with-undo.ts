import { readDeployment, updateDeployment } from '../deployments/deployments-api.ts';
import { toWholeChange } from '../deployments/restriction-draft.ts';
import { rejectionText as text } from '../messages/rejections.ts';
import { notify } from '../ui/notify.ts';
import { offerRestore } from '../ui/offer-restore.ts';
import { allowRejection, type Rejection } from './rejections-api.ts';

interface Allowance {
  rejection: Rejection;
  /** Whose list gets the entry. */
  deploymentId: string;
  confirmLookalike?: boolean;
  /** Fetches anew what the page shows. */
  renew: () => Promise<unknown>;
}

/** Allows what was rejected, and offers to take the entry out of the list again. */
export async function allowWithUndo({
  rejection,
  deploymentId,
  confirmLookalike = false,
  renew,
}: Allowance): Promise<void> {
  const read = () => readDeployment(deploymentId);
  const before = await read();
  const body = { deploymentId, ...(confirmLookalike ? { confirmLookalike } : {}) };
  const { entry } = await allowRejection(rejection.id, body);
  const after = await read();
  await renew();
  const done = text.allowed(entry);
  // To write the list is to end its trial, which the allowance did not.
  if (after.reportOnly !== null) return notify(done);
  await offerRestore({
    done,
    undone: text.refusedAgain(entry),
    before: toWholeChange(before),
    after: toWholeChange(after),
    read: async () => toWholeChange(await read()),
    write: (back) => updateDeployment(deploymentId, back).then(renew),
  });
}
