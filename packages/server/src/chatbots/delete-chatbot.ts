import { auditEntry, type JsonObject, keyEnd } from '@wicketgate/core';
import { type Caller, PERMISSIONS, requireScope } from '../http/caller.ts';
import { findChatbot } from '../http/find-chatbot.ts';
import { keyLife } from '../http/key-life.ts';
import { requirePermission } from '../http/permissions.ts';
import { inParts } from '../platform/in-parts.ts';
import type { StoreTransaction } from '../store/store.ts';

const IDS_A_STATEMENT = 500;

/**
 * Removes a chatbot: from the answer on no call is let through and nothing of it is shown. Its deployments and keys stay
 * as revoked rows, like any that was revoked; its conversations, which may be many, are put on the list of what
 * maintenance removes. Its audit trail stays.
 *
 * @throws Refused insufficient_scope for a key that may not end deployments, where there are any to end
 */
export async function deleteChatbot(tx: StoreTransaction, caller: Caller, chatbotId: string): Promise<void> {
  const row = await findChatbot(tx.db, caller, chatbotId, 'edit');
  // Its deployments and transcripts go with it, so whoever may not touch those may not do it this way either.
  for (const permission of PERMISSIONS) requirePermission(caller, row.id, permission, 'chatbot');
  const { db } = tx;
  const deployments = await endDeployments(tx, caller, row.id);
  await db.deleteFrom('answer').where('chatbot_id', '=', row.id).execute();
  await db.deleteFrom('signing_secret').where('chatbot_id', '=', row.id).execute();
  await db.deleteFrom('member_permission').where('chatbot_id', '=', row.id).execute();
  await db.deleteFrom('chatbot').where('id', '=', row.id).execute();
  await db
    .insertInto('deleted_chatbot')
    .values({ id: row.id, organization_id: caller.organizationId, at: tx.nowMs })
    .execute();
  tx.record(
    caller.organizationId,
    caller.context,
    auditEntry('chatbot.deleted', 'chatbot', row.id, { name: row.name, deployments }),
  );
  tx.changeGate(row.id);
}

/** @returns those that ended now, with the keys that worked until now, for the audit trail */
async function endDeployments(
  tx: StoreTransaction,
  caller: Caller,
  chatbotId: string,
): Promise<JsonObject[]> {
  const standing = await tx.db
    .selectFrom('deployment')
    .select(['id', 'label'])
    .where('chatbot_id', '=', chatbotId)
    .where('revoked_at', 'is', null)
    .orderBy('created_at')
    .orderBy('id')
    .execute();
  // Of a person the permission to deploy was asked above.
  if (standing.length > 0 && caller.member === null) requireScope(caller, 'deployments:write');
  const unended = await tx.db
    .selectFrom('key')
    .innerJoin('deployment', 'deployment.id', 'key.deployment_id')
    .selectAll('key')
    .where('deployment.chatbot_id', '=', chatbotId)
    .where('key.ended_at', 'is', null)
    .orderBy('key.created_at')
    .orderBy('key.id')
    .execute();
  const keys = unended.filter((key) => keyEnd(keyLife(key), tx.nowMs) === null);
  for (const part of inParts(keys, IDS_A_STATEMENT)) {
    const ids = part.map(({ id }) => id);
    await tx.db.updateTable('key').set({ ended_at: tx.nowMs }).where('id', 'in', ids).execute();
  }
  const ofChatbot = tx.db.updateTable('deployment').where('chatbot_id', '=', chatbotId);
  await ofChatbot.set({ revoked_at: tx.nowMs }).where('revoked_at', 'is', null).execute();
  await ofChatbot.set({ deleted_at: tx.nowMs }).where('deleted_at', 'is', null).execute();
  return standing.map(({ id, label }) => ({
    id,
    label,
    keys: keys.filter((key) => key.deployment_id === id).map((key) => ({ id: key.id, preview: key.preview })),
  }));
}
