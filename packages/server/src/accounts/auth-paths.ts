/**
 * What of better-auth is open, by method and path below /api/auth/; everything else is 404. New versions bring new
 * endpoints; none opens by itself.
 */
export const AUTH_PATHS: ReadonlySet<string> = new Set([
  'POST sign-in/email',
  'POST sign-out',
  'GET get-session',
  'GET list-sessions',
  'POST revoke-session',
  'POST revoke-sessions',
  'POST revoke-other-sessions',
  'POST change-password',
  'POST request-password-reset',
  'POST reset-password',
  'POST two-factor/enable',
  'POST two-factor/disable',
  'POST two-factor/get-totp-uri',
  'POST two-factor/verify-totp',
  'POST two-factor/verify-backup-code',
  'POST two-factor/generate-backup-codes',
  'GET passkey/generate-register-options',
  'POST passkey/verify-registration',
  'GET passkey/generate-authenticate-options',
  'POST passkey/verify-authentication',
  'GET passkey/list-user-passkeys',
  'POST passkey/update-passkey',
  'POST passkey/delete-passkey',
]);

/** Where whoever is signed in gives the password once more. A thief of the session could guess it there. */
export const PASSWORD_PATHS: ReadonlySet<string> = new Set([
  'POST change-password',
  'POST two-factor/enable',
  'POST two-factor/disable',
  'POST two-factor/get-totp-uri',
  'POST two-factor/generate-backup-codes',
]);

/** Where a sign-in that waits for its second factor gets it. */
export const SECOND_FACTOR_PATHS: ReadonlySet<string> = new Set([
  'POST two-factor/verify-totp',
  'POST two-factor/verify-backup-code',
]);

/** Where something secret could be guessed. */
export const GUESSABLE_PATHS: ReadonlySet<string> = new Set([
  'POST sign-in/email',
  'POST request-password-reset',
  'POST reset-password',
  'POST passkey/verify-authentication',
  ...PASSWORD_PATHS,
  ...SECOND_FACTOR_PATHS,
]);
