import type { FastifyRequest } from 'fastify';
import Type, { type Static } from 'typebox';
import type { StoreTransaction } from '../store/store.ts';
import { Closed, Nullable, Time } from './schemas.ts';

const Profile = Type.Optional(Type.String({ maxLength: 256, description: 'Shown as unverified' }));

/** One closed object rather than a union, so that a mistake is answered by what is wrong with it alone. */
export const Identity = Closed(
  {
    userId: Type.Optional(Type.String()),
    userHash: Type.Optional(
      Type.String({
        description:
          'HMAC-SHA256 of userId in lower-case hex, keyed with the UTF-8 bytes of the whole signing secret',
      }),
    ),
    name: Profile,
    email: Profile,
    token: Type.Optional(
      Type.String({
        description:
          'A JWT, HS256, with kid (the id of the signing secret), sub, aud (the id of the chatbot), exp at most 24 hours ahead, and optionally name and email',
      }),
    ),
  },
  { description: 'Who the visitor is: userId with userHash, or token alone' },
);
export type Identity = Static<typeof Identity>;

/** What a proof came to. */
export const ProvenPerson = Type.Object({
  userId: Type.String(),
  name: Nullable(Type.String()),
  email: Nullable(Type.String()),
  verified: Type.Boolean({ description: 'Whether name and email were inside a signed token' }),
  expiresAt: Nullable(Time),
});
export type ProvenPerson = Static<typeof ProvenPerson>;

/** The visitor whose conversation begins: made or renewed in the same transaction as that conversation. */
export type Arrival = (tx: StoreTransaction) => Promise<{
  readonly visitorId: string;
  readonly visitorToken: string;
  /** Null where the call carried no proof. */
  readonly identity: ProvenPerson | null;
}>;

/** What the routes behind the gate ask about the visitor of a request. */
export interface VisitorDesk {
  /**
   * Tells which visitor holds the request's X-Visitor-Token on this deployment; null: nobody.
   *
   * @throws Refused identity_required where a proven visitor is required and this one is not, or not any more
   */
  recognize(request: FastifyRequest): Promise<string | null>;
  /**
   * Receives whoever opens a conversation: a known visitor, or a new one. Checks everything that can be checked
   * before anything is written.
   *
   * @throws Refused visitor_token_invalid, identity_required, identity_invalid, validation_failed
   */
  receive(request: FastifyRequest, identity: Identity | undefined): Promise<Arrival>;
}
