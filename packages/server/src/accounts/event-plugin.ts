import type { AuditAction, JsonObject } from '@wicketgate/core';
import type { BetterAuthPlugin } from 'better-auth';
import { createAuthMiddleware } from 'better-auth/api';
import { circumstances } from './auth-request.ts';
import type { AccountEvent } from './note-event.ts';

interface Occurrence {
  readonly userId: string;
  readonly action: AuditAction;
  readonly detail?: JsonObject;
}

/** What better-auth tells after an endpoint has done its work. */
interface Outcome {
  /** Whoever was signed in when the call came. */
  readonly userId: string | null;
  /** Whoever has a new session by this call. */
  readonly newUserId: string | null;
}

const ACTIONS: Readonly<Record<string, AuditAction>> = {
  '/revoke-session': 'session.revoked',
  '/revoke-sessions': 'sessions.revoked',
  '/revoke-other-sessions': 'sessions.revoked',
  '/two-factor/disable': 'totp.disabled',
  '/two-factor/generate-backup-codes': 'backup_codes.renewed',
  '/passkey/verify-registration': 'passkey.added',
  '/passkey/delete-passkey': 'passkey.removed',
  '/change-password': 'password.changed',
};
const SIGN_INS: Readonly<Record<string, string>> = {
  '/sign-in/email': 'password',
  '/two-factor/verify-totp': 'totp',
  '/two-factor/verify-backup-code': 'backup_code',
  '/passkey/verify-authentication': 'passkey',
};

/** Notes what matters to security. A note that cannot be written fails the call: no audit row, no session. */
export function eventPlugin(note: (event: AccountEvent) => Promise<void>): BetterAuthPlugin {
  return {
    id: 'wicketgate-events',
    hooks: {
      after: [
        {
          matcher: ({ path }) => path !== undefined && (path in ACTIONS || path in SIGN_INS),
          handler: createAuthMiddleware(async ({ path, context, headers }) => {
            if (context.returned instanceof Error) return;
            const outcome = {
              userId: context.session?.user.id ?? null,
              newUserId: context.newSession?.user.id ?? null,
            };
            const occurrence = occurrenceOf(path, outcome);
            if (occurrence !== null) await note({ ...occurrence, ...circumstances(headers) });
          }),
        },
      ],
    },
  };
}

function occurrenceOf(path: string, { userId, newUserId }: Outcome): Occurrence | null {
  const method = SIGN_INS[path];
  if (method !== undefined) {
    // Without a new session, a second factor is still missing (or a code was checked within a session).
    if (newUserId === null) return null;
    if (path === '/two-factor/verify-totp' && userId !== null) return { userId, action: 'totp.enabled' };
    return { userId: newUserId, action: 'session.created', detail: { method } };
  }
  const action = ACTIONS[path];
  return action === undefined || userId === null ? null : { userId, action };
}
