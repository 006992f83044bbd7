import type { Mail } from '../platform/mailer.ts';

/** Where a new password is set. */
export function resetLink(publicUrl: string, token: string): string {
  return `${publicUrl}/console/reset-password?token=${encodeURIComponent(token)}`;
}

export function resetMail(publicUrl: string, person: { email: string; name: string }, token: string): Mail {
  return {
    to: person.email,
    subject: 'Set a new password for Wicketgate',
    text: `Hello ${person.name},

somebody asked for a new password for your account at ${publicUrl}.
Set one here within the next hour:

${resetLink(publicUrl, token)}

It signs you out everywhere. If it was not you, do nothing: your password stays as it is.
`,
  };
}
