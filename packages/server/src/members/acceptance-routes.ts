import type { FastifyRequest } from 'fastify';
import type { AccountDesk } from '../http/account-desk.ts';
import type { ClientAddress } from '../http/client-address.ts';
import { Session } from '../http/member-schemas.ts';
import { requireOwnOrigin } from '../http/own-origin.ts';
import { type InstanceFacts, presentSession } from '../http/present-session.ts';
import { Refused } from '../http/problem.ts';
import type { TypedApp } from '../http/typed-app.ts';
import type { InvitationTable, UserTable } from '../store/schema.ts';
import { type Store, UniqueViolation } from '../store/store.ts';
import { acceptInvitation, type Guest } from './accept-invitation.ts';
import { findOpenInvitation } from './find-invitation.ts';
import { Acceptance, AcceptanceQuery, OpenInvitation } from './schemas.ts';

export interface AcceptanceDeps {
  readonly store: Store;
  readonly accounts: AccountDesk;
  readonly instance: InstanceFacts;
  readonly ownOrigin: string;
  readonly clientAddress: (request: FastifyRequest) => ClientAddress;
}

const tags = ['Members'];

/** For whoever holds the link of an invitation: no key, no membership. */
export function acceptanceRoutes(app: TypedApp, deps: AcceptanceDeps): void {
  const { store, accounts, instance, ownOrigin, clientAddress } = deps;
  app.get(
    '/invitations/acceptance',
    {
      schema: {
        tags,
        summary: 'Show the invitation behind a link',
        security: [],
        querystring: AcceptanceQuery,
        response: { 200: OpenInvitation },
      },
    },
    async (request, reply) => {
      reply.header('cache-control', 'no-store');
      const invitation = await findOpenInvitation(store.read, request.query.token, await store.nowMs());
      const organization = await store.read
        .selectFrom('organization')
        .select('name')
        .where('id', '=', invitation.organization_id)
        .executeTakeFirstOrThrow();
      return {
        organization: { name: organization.name },
        email: invitation.email,
        role: invitation.role,
        hasAccount: (await accountOf(invitation)) !== undefined,
      };
    },
  );
  app.post(
    '/invitations/acceptance',
    {
      schema: {
        tags,
        summary: 'Accept an invitation',
        description:
          'Makes the account (name and password) and signs in; somebody who has one signs in first and sends the token alone.',
        security: [{}, { session: [] }],
        body: Acceptance,
        response: { 200: Session },
      },
    },
    async (request, reply) => {
      requireOwnOrigin(request, ownOrigin);
      const { token, name, password } = request.body;
      const invitation = await findOpenInvitation(store.read, token, await store.nowMs());
      const known = await accountOf(invitation);
      const guest = known === undefined ? await newGuest(name, password) : await signedIn(request, known);
      const circumstances = { ip: clientAddress(request).address?.text ?? null, requestId: request.id };
      await store
        .write((tx) => acceptInvitation(tx, accounts, token, guest, circumstances))
        .catch((error: unknown) => {
          if (!(error instanceof UniqueViolation)) throw error;
          throw new Refused('conflict', 'You are a member already, or got an account just now: sign in.');
        });
      if (known === undefined) await accounts.signIn(request, reply, invitation.email, password as string);
      reply.header('cache-control', 'no-store');
      const person = (await accountOf(invitation)) as UserTable;
      return presentSession(
        store,
        { ...person, twoFactorEnabled: person.twoFactorEnabled === 1 },
        instance,
        invitation.organization_id,
      );
    },
  );

  function accountOf({ email }: InvitationTable): Promise<UserTable | undefined> {
    return store.read.selectFrom('user').selectAll().where('email', '=', email).executeTakeFirst();
  }

  async function newGuest(name: string | undefined, password: string | undefined): Promise<Guest> {
    const missing = [name === undefined ? 'name' : null, password === undefined ? 'password' : null];
    const errors = missing
      .filter((field) => field !== null)
      .map((field) => ({ pointer: `/${field}`, detail: 'is missing' }));
    if (name === undefined || password === undefined) {
      throw new Refused('validation_failed', 'A new account needs a name and a password.', { errors });
    }
    return { id: null, name, passwordHash: await accounts.hashPassword(password) };
  }

  /** Holding the link is not enough where there is an account: it must be its owner who accepts. */
  async function signedIn(request: FastifyRequest, known: UserTable): Promise<Guest> {
    const reading = await accounts.readSession(request);
    if (reading.kind === 'signed_in' && reading.person.id === known.id) return known;
    if (reading.kind === 'signed_in') {
      throw new Refused(
        'permission_denied',
        'This invitation is for somebody else than you are signed in as. Sign out first.',
      );
    }
    throw new Refused('not_signed_in', `There is an account of ${known.email}: sign in to it, then accept.`);
  }
}
