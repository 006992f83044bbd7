import { passkey } from '@better-auth/passkey';
import { type BetterAuthPlugin, betterAuth, type GenericEndpointContext } from 'better-auth';
import { APIError } from 'better-auth/api';
import { twoFactor } from 'better-auth/plugins/two-factor';
import type { Kysely } from 'kysely';
import { type IdPrefix, newId } from '../platform/new-id.ts';
import type { AccountTables } from '../store/schema.ts';
import { CLIENT_ADDRESS_HEADER } from './auth-request.ts';
import { CHANGE_PASSWORD } from './event-plugin.ts';
import { MOST_PASSWORD_LENGTH, SHORTEST_PASSWORD_LENGTH } from './password-length.ts';

const DAY_SECONDS = 86_400;
const ID_PREFIXES: Readonly<Record<string, IdPrefix>> = { user: 'usr', account: 'acc' };

export interface AuthSettings {
  readonly database: Kysely<AccountTables>;
  /** PUBLIC_URL. */
  readonly publicUrl: string;
  readonly secret: string;
  /** Notes what matters to security: what has to stand before all others, and behind them. */
  readonly events: readonly [first: BetterAuthPlugin, last: BetterAuthPlugin];
  readonly notePasswordReset: (userId: string, request: Request | undefined) => Promise<void>;
  /** Sends the token of a reset; null where no mail can be sent. */
  readonly mailReset: ((person: { email: string; name: string }, token: string) => Promise<void>) | null;
  /** Work that goes on after the answer, so that its duration tells nothing. */
  readonly afterwards: (work: Promise<unknown>) => void;
  readonly log: (level: 'debug' | 'info' | 'warn' | 'error', message: string) => void;
}

export type Auth = ReturnType<typeof createAuth>;

/** better-auth, with every choice that matters to security made here. Imported only when first needed. */
export function createAuth(settings: AuthSettings) {
  const { publicUrl, mailReset } = settings;
  const { origin, hostname, protocol } = new URL(publicUrl);
  const secure = protocol === 'https:';
  return betterAuth({
    appName: 'Wicketgate',
    baseURL: `${publicUrl}/api/auth`,
    secret: settings.secret,
    trustedOrigins: [origin],
    telemetry: { enabled: false },
    logger: { level: 'warn', log: (level, message) => settings.log(level, message) },
    // A fault goes through our own error handler, as any other, and not to the console with an empty answer.
    onAPIError: { throw: true },
    // Times as text and truth as a number on PostgreSQL too: what `sqlite` means to this adapter.
    database: { db: settings.database, type: 'sqlite', transaction: false },
    // The routes around it limit guessing, by address and by account.
    rateLimit: { enabled: false },
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: SHORTEST_PASSWORD_LENGTH,
      maxPasswordLength: MOST_PASSWORD_LENGTH,
      revokeSessionsOnPasswordReset: true,
      resetPasswordTokenExpiresIn: 3_600,
      onPasswordReset: ({ user }, request) => settings.notePasswordReset(user.id, request),
      ...(mailReset === null ? {} : { sendResetPassword: ({ user, token }) => mailReset(user, token) }),
    },
    session: {
      expiresIn: 7 * DAY_SECONDS,
      updateAge: DAY_SECONDS,
      freshAge: DAY_SECONDS,
      // Signed out must mean signed out at once: every request asks the database.
      cookieCache: { enabled: false },
    },
    databaseHooks: { session: { create: { after: endWithPredecessor } } },
    verification: { storeIdentifier: 'hashed' },
    plugins: [
      settings.events[0],
      twoFactor({ issuer: 'Wicketgate', backupCodeOptions: { storeBackupCodes: 'encrypted' } }),
      passkey({
        rpID: hostname,
        rpName: 'Wicketgate',
        origin,
        authenticatorSelection: { residentKey: 'preferred', userVerification: 'required' },
        registration: {
          afterVerification: ({ verification }) =>
            requireVerifiedUser(verification.registrationInfo?.userVerified),
        },
        authentication: {
          afterVerification: ({ verification }) =>
            requireVerifiedUser(verification.authenticationInfo.userVerified),
        },
      }),
      // Last, so that it sees what is left of a session when the second factor is still missing.
      settings.events[1],
    ],
    advanced: {
      database: {
        generateId: ({ model }) => newId(ID_PREFIXES[model] ?? 'acc'),
        validateSchema: false,
      },
      // `__Host-` binds the cookie to this very host; browsers take it over https only.
      cookiePrefix: secure ? '__Host-wicket' : 'wicket',
      useSecureCookies: false,
      defaultCookieAttributes: { secure, httpOnly: true, sameSite: 'lax', path: '/' },
      disableCSRFCheck: false,
      disableOriginCheck: false,
      ipAddress: { ipAddressHeaders: [CLIENT_ADDRESS_HEADER] },
      backgroundTasks: { handler: settings.afterwards },
    },
  });
}

/**
 * A session in which an app is set up or taken off goes on as another one. Where the first was ended meanwhile, so is its
 * successor: whoever was signed out everywhere stays out. (A changed password ends all others itself: see recordEvent.)
 */
async function endWithPredecessor(
  { token }: { readonly token: string },
  endpoint: GenericEndpointContext | null,
): Promise<void> {
  const before = endpoint?.context.session?.session;
  if (!before || endpoint?.path === CHANGE_PASSWORD) return;
  const { internalAdapter } = endpoint.context;
  if ((await internalAdapter.findSession(before.token)) === null) await internalAdapter.deleteSession(token);
}

/**
 * A passkey stands for password and second factor, so it must have asked its owner for a PIN or a finger: a key that
 * somebody found opens nothing. (Web Authentication Level 2 section 6.1, flag UV)
 */
function requireVerifiedUser(userVerified: boolean | undefined): void {
  if (userVerified === true) return;
  throw new APIError('UNAUTHORIZED', {
    code: 'USER_NOT_VERIFIED',
    message: 'The passkey did not check that it is you. Set a PIN or a fingerprint for it.',
  });
}
