import type { Mail } from '../platform/mailer.ts';

export function invitationLink(publicUrl: string, token: string): string {
  return `${publicUrl}/console/invitation?token=${token}`;
}

/** @param inviter the label of whoever invites; null for an API key without one */
export function invitationMail(
  link: string,
  to: string,
  organizationName: string,
  inviter: string | null,
): Mail {
  return {
    to,
    subject: `Invitation to ${organizationName} on Wicketgate`,
    text: `Hello,

${inviter ?? 'Somebody'} invites you to ${organizationName}, who run their website chats with Wicketgate.
Accept within seven days:

${link}

The link is for you alone. If you expected no invitation, do nothing.
`,
  };
}
