import { auditEntry } from '@wicketgate/core';
import { type Caller, PERMISSIONS } from '../http/caller.ts';
import { findChatbot } from '../http/find-chatbot.ts';
import { requirePermission } from '../http/permissions.ts';
import type { StoreTransaction } from '../store/store.ts';

/** Removes a chatbot with everything in it: deployments, keys, answers, conversations. Its audit trail stays. */
export async function deleteChatbot(tx: StoreTransaction, caller: Caller, chatbotId: string): Promise<void> {
  const row = await findChatbot(tx.db, caller, chatbotId, 'edit');
  // Its deployments and transcripts go with it, so whoever may not touch those may not do it this way either.
  for (const permission of PERMISSIONS) requirePermission(caller, row.id, permission, 'chatbot');
  const { db } = tx;
  const conversations = db.selectFrom('conversation').select('id').where('chatbot_id', '=', row.id);
  await db.deleteFrom('message').where('conversation_id', 'in', conversations).execute();
  await db.deleteFrom('conversation').where('chatbot_id', '=', row.id).execute();
  await db.deleteFrom('visitor').where('chatbot_id', '=', row.id).execute();
  await db.deleteFrom('answer').where('chatbot_id', '=', row.id).execute();
  await db.deleteFrom('signing_secret').where('chatbot_id', '=', row.id).execute();
  const deployments = db.selectFrom('deployment').select('id').where('chatbot_id', '=', row.id);
  await db.deleteFrom('key').where('deployment_id', 'in', deployments).execute();
  const rejections = db.selectFrom('rejection').select('id').where('chatbot_id', '=', row.id);
  await db.deleteFrom('rejection_address').where('rejection_id', 'in', rejections).execute();
  await db.deleteFrom('rejection').where('chatbot_id', '=', row.id).execute();
  await db.deleteFrom('deployment').where('chatbot_id', '=', row.id).execute();
  await db.deleteFrom('member_permission').where('chatbot_id', '=', row.id).execute();
  await db.deleteFrom('chatbot').where('id', '=', row.id).execute();
  tx.record(
    caller.organizationId,
    caller.context,
    auditEntry('chatbot.deleted', 'chatbot', row.id, { name: row.name }),
  );
  tx.changeGate(row.id);
}
