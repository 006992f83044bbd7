import { deleteRoute } from '../http/delete-route.ts';
import { type ChangeDeps, createOnce } from '../http/idempotency.ts';
import { listPage } from '../http/list-page.ts';
import { PageOf, PageQuery } from '../http/page.ts';
import { presentSecret } from '../http/present-secret.ts';
import { Closed, IdParams } from '../http/schemas.ts';
import type { TypedApp } from '../http/typed-app.ts';
import type { Logger } from '../platform/logger.ts';
import type { Mail, Mailer } from '../platform/mailer.ts';
import { createInvitation } from './create-invitation.ts';
import { waitingInvitations } from './find-invitation.ts';
import { invitationLink, invitationMail } from './invitation-mail.ts';
import { presentInvitation } from './presenter.ts';
import { revokeInvitation } from './revoke-invitation.ts';
import { Invitation, InvitationCreated, NewInvitation } from './schemas.ts';

export interface InvitationDeps extends ChangeDeps {
  readonly publicUrl: string;
  /** Null: the inviter hands the link over. */
  readonly mailer: Mailer | null;
  readonly logger: Logger;
}

const tags = ['Members'];
const INVITING = [
  ['/invitations', 'Invite somebody'],
  ['/members', 'Add a member, who is invited'],
] as const;

export function invitationRoutes(app: TypedApp, deps: InvitationDeps): void {
  const { store, publicUrl, mailer, logger } = deps;
  app.get(
    '/invitations',
    {
      config: { scope: 'members:write' },
      schema: {
        tags,
        summary: 'List invitations that wait for an answer',
        querystring: Closed(PageQuery),
        response: { 200: PageOf(Invitation) },
      },
    },
    async (request) => {
      const query = waitingInvitations(store.read, request.caller.organizationId);
      return listPage(query, request.query, (rows) => rows.map(presentInvitation));
    },
  );
  // Whoever is added consents first, so both names lead to the same.
  for (const [path, summary] of INVITING) {
    app.post(
      path,
      {
        config: { scope: 'members:write' },
        schema: {
          tags,
          summary,
          description: 'Mails the link where SMTP is set, else answers with it.',
          body: NewInvitation,
          response: { 201: InvitationCreated },
        },
      },
      async (request, reply) => {
        let fresh: { mail: Mail; link: string } | null = null;
        const made = await createOnce<{ invitation: ReturnType<typeof presentInvitation>; link?: string }>(
          deps,
          request,
          reply,
          async (tx) => {
            const { caller } = request;
            const { row, token } = await createInvitation(tx, caller, request.body);
            const organization = await tx.db
              .selectFrom('organization')
              .select('name')
              .where('id', '=', caller.organizationId)
              .executeTakeFirstOrThrow();
            const link = invitationLink(publicUrl, presentSecret(token));
            const inviter = caller.context.actor.label ?? null;
            fresh = { link, mail: invitationMail(link, row.email, organization.name, inviter) };
            const invitation = presentInvitation(row);
            return { body: mailer === null ? { invitation, link } : { invitation }, holdsSecret: true };
          },
        );
        if (mailer === null || fresh === null) return made;
        return { ...made, ...(await deliver(mailer, fresh, request.id)) };
      },
    );
  }
  deleteRoute(app, store, {
    url: '/invitations/:id',
    config: { scope: 'members:write' },
    schema: {
      tags,
      summary: 'Take an invitation back',
      params: IdParams('inv'),
    },
    remove: revokeInvitation,
  });

  /** The invitation stands; where its mail could not be sent, the inviter gets the link after all. */
  async function deliver(
    to: Mailer,
    { mail, link }: { mail: Mail; link: string },
    requestId: string,
  ): Promise<{ link?: string }> {
    try {
      await to.send(mail);
      return {};
    } catch (error) {
      logger.error({ err: error, requestId }, 'an invitation could not be mailed');
      return { link };
    }
  }
}
