import type { AuditAction, JsonObject } from '@wicketgate/core';
import type { BetterAuthPlugin } from 'better-auth';
import { APIError, createAuthMiddleware } from 'better-auth/api';
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
const VERIFY_TOTP = '/two-factor/verify-totp';
/** As better-auth says of a wrong one. */
const PASSWORD_CHANGED = { code: 'INVALID_EMAIL_OR_PASSWORD', message: 'Invalid email or password' };
const CODE_SPENT = {
  code: 'CODE_SPENT',
  message: 'Somebody signed in with this code already. Sign in again with the next one.',
};
const SIGN_INS: Readonly<Record<string, string>> = {
  '/sign-in/email': 'password',
  [VERIFY_TOTP]: 'totp',
  '/two-factor/verify-backup-code': 'backup_code',
  '/passkey/verify-authentication': 'passkey',
};

export interface EventPluginDeps {
  readonly note: (event: AccountEvent) => Promise<void>;
  /** Uses up the code of an authenticator app. @returns false where it was used up before */
  readonly spendCode: (userId: string, code: string) => Promise<boolean>;
  /** Whether a password that was right a moment ago still is. */
  readonly recheckPassword: (email: string, password: string) => Promise<boolean>;
}

/** Notes what matters to security. A note that cannot be written fails the call: no audit row, no session. */
export function eventPlugin(deps: EventPluginDeps): BetterAuthPlugin {
  return {
    id: 'wicketgate-events',
    hooks: {
      after: [
        {
          matcher: ({ path }) => path !== undefined && (path in ACTIONS || path in SIGN_INS),
          handler: createAuthMiddleware(async ({ path, context, headers, body }) => {
            if (context.returned instanceof Error) return;
            const { session, newSession } = context;
            const refusal = await refusalOf(deps, {
              path,
              body,
              isSignedIn: !!session,
              newUserId: newSession?.user.id ?? null,
            });
            if (refusal !== null) {
              if (newSession) await context.internalAdapter.deleteSession(newSession.session.token);
              context.setNewSession(null);
              throw new APIError('UNAUTHORIZED', refusal);
            }
            const outcome = { userId: session?.user.id ?? null, newUserId: newSession?.user.id ?? null };
            const occurrence = occurrenceOf(path, outcome);
            if (occurrence !== null) await deps.note({ ...occurrence, ...circumstances(headers) });
          }),
        },
      ],
    },
  };
}

interface SignIn {
  readonly path: string | undefined;
  readonly body: unknown;
  readonly isSignedIn: boolean;
  readonly newUserId: string | null;
}

/** What better-auth does not ask of a sign-in that it has let in, if that is not so. */
async function refusalOf(
  { spendCode, recheckPassword }: EventPluginDeps,
  { path, body, isSignedIn, newUserId }: SignIn,
): Promise<{ code: string; message: string } | null> {
  if (path === '/sign-in/email') {
    const { email, password } = body as { email: string; password: string };
    return (await recheckPassword(email, password)) ? null : PASSWORD_CHANGED;
  }
  if (path !== VERIFY_TOTP || isSignedIn || newUserId === null) return null;
  const { code } = body as { code: string };
  return (await spendCode(newUserId, code)) ? null : CODE_SPENT;
}

function occurrenceOf(path: string, { userId, newUserId }: Outcome): Occurrence | null {
  const method = SIGN_INS[path];
  if (method !== undefined) {
    // Without a new session, a second factor is still missing (or a code was checked within a session).
    if (newUserId === null) return null;
    if (path === VERIFY_TOTP && userId !== null) return { userId, action: 'totp.enabled' };
    return { userId: newUserId, action: 'session.created', detail: { method } };
  }
  const action = ACTIONS[path];
  return action === undefined || userId === null ? null : { userId, action };
}
