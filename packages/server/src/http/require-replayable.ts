import type { FastifyRequest } from 'fastify';
import type { Kysely } from 'kysely';
import type { Schema } from '../store/schema.ts';
import { findChatbot } from './find-chatbot.ts';
import { notFound } from './problem.ts';

/**
 * Asks of a member what the route's work asked when the answer was made: a replay runs no work, and whoever lost the
 * permission since then must not be shown a key again. Of everybody else the route's scope is asked with every call.
 *
 * @throws Refused permission_denied or not_found, as the work itself would
 */
export async function requireReplayable(db: Kysely<Schema>, request: FastifyRequest): Promise<void> {
  const { caller } = request;
  const { permission } = request.routeOptions.config;
  if (permission === undefined || caller.member?.role !== 'member') return;
  const { id } = request.params as { readonly id: string };
  await findChatbot(db, caller, await chatbotOf(db, caller.organizationId, id), permission);
}

/** @param id of a chatbot or of a deployment: of these are the routes that create something by permission */
async function chatbotOf(db: Kysely<Schema>, organizationId: string, id: string): Promise<string> {
  if (id.startsWith('bot_')) return id;
  const row = await db
    .selectFrom('deployment')
    .select('chatbot_id')
    .where('id', '=', id)
    .where('organization_id', '=', organizationId)
    .executeTakeFirst();
  if (row === undefined) throw notFound('deployment');
  return row.chatbot_id;
}
