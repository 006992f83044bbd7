import type { Caller } from '../http/caller.ts';
import { permissionsOn } from '../http/permissions.ts';
import { printTime } from '../http/schemas.ts';
import type { ChatbotTable } from '../store/schema.ts';

export function presentChatbot(caller: Caller, row: ChatbotTable) {
  return {
    id: row.id,
    name: row.name,
    avatarUrl: row.avatar_url,
    welcomeMessage: row.welcome_message,
    paused: { enabled: row.paused === 1, message: row.pause_message },
    identityMode: row.identity_mode,
    keylessEmbedding: row.keyless_embedding === 1,
    retentionDays: row.retention_days,
    createdAt: printTime(row.created_at),
    permissions: permissionsOn(caller, row.id),
  };
}
