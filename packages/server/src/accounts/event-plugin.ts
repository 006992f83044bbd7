import type { AuditAction } from '@wicketgate/core';
import type { BetterAuthPlugin } from 'better-auth';
import { APIError, createAuthMiddleware } from 'better-auth/api';
import { circumstances } from './auth-request.ts';
import type { AccountEvent } from './note-event.ts';
import type { SettledSignIn, SignIn } from './settle-sign-in.ts';

/** What better-auth tells after an endpoint has done its work. */
interface Outcome {
  readonly path: string;
  /** Whoever was signed in when the call came. */
  readonly userId: string | null;
  readonly newSession: {
    readonly user: { readonly id: string; readonly updatedAt: Date };
    readonly session: { readonly token: string };
  } | null;
}

/** The account as it was read before the proof was looked at. */
interface Begun {
  readonly userId: string;
  readonly accountAtMs: number;
}

export const CHANGE_PASSWORD = '/change-password';
const SIGN_IN = '/sign-in/email';
const VERIFY_TOTP = '/two-factor/verify-totp';
const VERIFY_PASSKEY = '/passkey/verify-authentication';
const ACTIONS: Readonly<Record<string, AuditAction>> = {
  '/revoke-session': 'session.revoked',
  '/revoke-sessions': 'sessions.revoked',
  '/revoke-other-sessions': 'sessions.revoked',
  '/two-factor/disable': 'totp.disabled',
  '/two-factor/generate-backup-codes': 'backup_codes.renewed',
  '/passkey/verify-registration': 'passkey.added',
  '/passkey/delete-passkey': 'passkey.removed',
  [CHANGE_PASSWORD]: 'password.changed',
};
/** As better-auth says of a wrong one. */
const PASSWORD_CHANGED = { code: 'INVALID_EMAIL_OR_PASSWORD', message: 'Invalid email or password' };
const ACCOUNT_CHANGED = {
  code: 'ACCOUNT_CHANGED',
  message: 'Your account changed while you signed in. Sign in again.',
};
const CODE_SPENT = {
  code: 'CODE_SPENT',
  message: 'Somebody signed in with this code already. Sign in again with the next one.',
};
const SIGN_INS: Readonly<Record<string, string>> = {
  [SIGN_IN]: 'password',
  [VERIFY_TOTP]: 'totp',
  '/two-factor/verify-backup-code': 'backup_code',
  [VERIFY_PASSKEY]: 'passkey',
};

export interface EventPluginDeps {
  readonly note: (event: AccountEvent) => Promise<void>;
  readonly settle: (signIn: SignIn) => Promise<SettledSignIn>;
}

/**
 * Notes what matters to security. A note that cannot be written fails the call: no audit row, no session.
 *
 * @returns what has to come first, before a session is taken away again because the second factor is missing, and last
 */
export function eventPlugins({
  note,
  settle,
}: EventPluginDeps): [first: BetterAuthPlugin, last: BetterAuthPlugin] {
  /** By the context of the call, which its hooks share. */
  const begun = new WeakMap<object, Begun>();
  const first: BetterAuthPlugin = {
    id: 'wicketgate-sign-ins',
    hooks: {
      after: [
        {
          matcher: ({ path }) => path !== undefined && path in SIGN_INS,
          handler: createAuthMiddleware(async ({ context }) => {
            const newSession = begunSession(context);
            if (newSession === null) return;
            const { id, updatedAt } = newSession.user;
            begun.set(context, { userId: id, accountAtMs: new Date(updatedAt).getTime() });
          }),
        },
      ],
    },
  };
  const last: BetterAuthPlugin = {
    id: 'wicketgate-events',
    hooks: {
      after: [
        {
          matcher: ({ path }) => path !== undefined && (path in ACTIONS || path in SIGN_INS),
          handler: createAuthMiddleware(async ({ path, context, headers, body }) => {
            if (context.returned instanceof Error) return;
            const { session } = context;
            const newSession = begunSession(context);
            const outcome = { path, userId: session?.user.id ?? null, newSession };
            const event = eventOf(outcome, headers);
            const of = begun.get(context);
            if (of === undefined || event?.action === 'totp.enabled') {
              if (event !== null) await note(event);
              return;
            }
            const settled = await settle({
              ...of,
              ...proofOf(path, body),
              sessionToken: newSession?.session.token ?? null,
              event,
            });
            if (settled === 'stands') return;
            context.setNewSession(null);
            throw new APIError('UNAUTHORIZED', refusalOf(path, settled));
          }),
        },
      ],
    },
  };
  return [first, last];
}

interface Sessions {
  /** Of whoever was signed in when the call came. */
  readonly session: { readonly session: { readonly token: string } } | null;
  readonly newSession: Outcome['newSession'];
}

/** The session that a call begins; one that is a day old is prolonged by any call, and then comes as a new one, too. */
function begunSession({ session, newSession }: Sessions): Outcome['newSession'] {
  return newSession?.session.token === session?.session.token ? null : newSession;
}

/** What of a proof may be gone or used up by now. */
function proofOf(path: string, body: unknown): Pick<SignIn, 'code' | 'credentialId'> {
  const { code, response } = body as { code?: string; response?: { id: string } };
  return {
    code: path === VERIFY_TOTP && code !== undefined ? code : null,
    credentialId: path === VERIFY_PASSKEY && response !== undefined ? response.id : null,
  };
}

function refusalOf(path: string, settled: 'overtaken' | 'code_spent'): { code: string; message: string } {
  if (settled === 'code_spent') return CODE_SPENT;
  return path === SIGN_IN ? PASSWORD_CHANGED : ACCOUNT_CHANGED;
}

function eventOf(outcome: Outcome, headers: Headers | undefined): AccountEvent | null {
  const occurrence = occurrenceOf(outcome);
  return occurrence === null ? null : { ...occurrence, ...circumstances(headers) };
}

function occurrenceOf({ path, userId, newSession }: Outcome): Omit<AccountEvent, 'ip' | 'requestId'> | null {
  const method = SIGN_INS[path];
  if (method !== undefined) {
    // Without a new session, a second factor is still missing (or a code was checked within a session).
    if (newSession === null) return null;
    if (path === VERIFY_TOTP && userId !== null) return { userId, action: 'totp.enabled' };
    return { userId: newSession.user.id, action: 'session.created', detail: { method } };
  }
  const action = ACTIONS[path];
  if (action === undefined || userId === null) return null;
  const endsOthers = path === CHANGE_PASSWORD && newSession !== null;
  return { userId, action, ...(endsOthers && { soleSession: newSession.session.token }) };
}
