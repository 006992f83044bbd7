import type { FastifyRequest } from 'fastify';
import Type from 'typebox';
import type { ClientAddress } from '../http/client-address.ts';
import { Email, Password, Session, SetupToken } from '../http/member-schemas.ts';
import { requireOwnOrigin } from '../http/own-origin.ts';
import { type InstanceFacts, presentSession } from '../http/present-session.ts';
import { Refused } from '../http/problem.ts';
import { Closed, Name } from '../http/schemas.ts';
import type { TypedApp } from '../http/typed-app.ts';
import { type Store, UniqueViolation } from '../store/store.ts';
import { completeSetup, isSetupToken, type SetupDeps, spent } from './setup.ts';

export interface AccountRoutesDeps extends SetupDeps {
  readonly store: Store;
  readonly instance: InstanceFacts;
  readonly ownOrigin: string;
  readonly clientAddress: (request: FastifyRequest) => ClientAddress;
}

const tags = ['Accounts'];
const NewOwner = Closed({
  token: Type.String({ maxLength: 200 }),
  name: Name,
  email: Email,
  password: Password,
  organizationName: Type.Optional(Name),
});

/** What needs no membership: who am I, and becoming the first owner. */
export function accountRoutes(app: TypedApp, deps: AccountRoutesDeps): void {
  const { store, accounts, instance } = deps;
  app.get(
    '/session',
    {
      schema: {
        tags,
        summary: 'Show who is signed in',
        security: [{ session: [] }],
        response: { 200: Session },
      },
    },
    async (request, reply) => {
      const reading = await accounts.readSession(request);
      if (reading.kind !== 'signed_in') throw new Refused('not_signed_in', 'Nobody is signed in here.');
      reply.header('cache-control', 'no-store');
      if (reading.cookies.length > 0) reply.header('set-cookie', [...reading.cookies]);
      return presentSession(store, reading.person, instance, request.headers['x-wicketgate-organization']);
    },
  );
  app.get(
    '/setup',
    {
      schema: {
        tags,
        summary: 'Check the first set-up link',
        security: [],
        querystring: SetupToken,
        response: { 200: Type.Object({ valid: Type.Boolean() }) },
      },
    },
    async (request, reply) => {
      reply.header('cache-control', 'no-store');
      return { valid: await isSetupToken(store.read, request.query.token, await store.nowMs()) };
    },
  );
  app.post(
    '/setup',
    {
      schema: {
        tags,
        summary: 'Become the first owner',
        description:
          'Spends the link that the first start prints. An organization that is there already is joined, and renamed where a name is given.',
        security: [],
        body: NewOwner,
        response: { 201: Session },
      },
    },
    async (request, reply) => {
      requireOwnOrigin(request, deps.ownOrigin);
      const { token, name, email, password, organizationName } = request.body;
      // Before the slow hash: whoever has no link gets no work out of the server.
      if (!(await isSetupToken(store.read, token, await store.nowMs()))) throw spent();
      const passwordHash = await accounts.hashPassword(password);
      const user = await store
        .write((tx) =>
          completeSetup(tx, deps, {
            token,
            name,
            email: email.toLowerCase(),
            passwordHash,
            organizationName,
            circumstances: { ip: deps.clientAddress(request).address?.text ?? null, requestId: request.id },
          }),
        )
        .catch((error: unknown) => {
          if (!(error instanceof UniqueViolation)) throw error;
          throw new Refused('conflict', 'There is an account of this e-mail address already.');
        });
      await accounts.signIn(request, reply, user.email, password);
      reply.code(201).header('cache-control', 'no-store');
      return presentSession(store, { ...user, twoFactorEnabled: false }, instance);
    },
  );
}
