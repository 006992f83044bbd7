import { isDeepStrictEqual } from 'node:util';
import { auditEntry } from '@wicketgate/core';
import type { Caller } from '../http/caller.ts';
import { findChatbot } from '../http/find-chatbot.ts';
import { inParts } from '../platform/in-parts.ts';
import type { StoreTransaction } from '../store/store.ts';
import { readAnswers } from './read-answers.ts';
import type { Answers } from './schemas.ts';

const ROWS_A_STATEMENT = 500;

/** What the built-in answerer knows, replaced as a whole. */
export async function replaceAnswers(
  tx: StoreTransaction,
  caller: Caller,
  chatbotId: string,
  { answers }: Answers,
): Promise<Answers> {
  const { id, name } = await findChatbot(tx.db, caller, chatbotId, 'edit');
  const before = await readAnswers(tx.db, caller.organizationId, id);
  if (isDeepStrictEqual(before.answers, answers)) return before;
  await tx.db.deleteFrom('answer').where('chatbot_id', '=', id).execute();
  const rows = answers.map(({ question, answer }, position) => ({
    chatbot_id: id,
    organization_id: caller.organizationId,
    position,
    question,
    answer,
  }));
  for (const part of inParts(rows, ROWS_A_STATEMENT)) {
    await tx.db.insertInto('answer').values(part).execute();
  }
  tx.record(
    caller.organizationId,
    caller.context,
    auditEntry('answers.replaced', 'chatbot', id, { name, count: rows.length }),
  );
  return { answers };
}
