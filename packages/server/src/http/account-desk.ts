import type { FastifyReply, FastifyRequest } from 'fastify';
import type { UserTable } from '../store/schema.ts';
import type { StoreTransaction } from '../store/store.ts';

/** The person behind a session. */
export interface Person {
  readonly id: string;
  readonly name: string;
  /** In lower case. */
  readonly email: string;
  readonly twoFactorEnabled: boolean;
}

export type SessionReading =
  | { readonly kind: 'none' }
  /** A session cookie was sent, but it is over, forged or was never ours. */
  | { readonly kind: 'invalid' }
  | {
      readonly kind: 'signed_in';
      readonly person: Person;
      readonly sessionId: string;
      /** Set-Cookie headers that prolong the session; pass them on. */
      readonly cookies: readonly string[];
    };

/** What other features ask of the accounts. */
export interface AccountDesk {
  /** @throws StoreUnavailable */
  readSession(request: FastifyRequest): Promise<SessionReading>;
  /** scrypt; takes a while, so never inside a transaction. */
  hashPassword(password: string): Promise<string>;
  /** @param passwordHash as hashPassword made it */
  createUser(
    tx: StoreTransaction,
    input: { readonly name: string; readonly email: string; readonly passwordHash: string },
  ): Promise<UserTable>;
  /** Begins a session: puts its cookies into the reply. */
  signIn(request: FastifyRequest, reply: FastifyReply, email: string, password: string): Promise<void>;
}
