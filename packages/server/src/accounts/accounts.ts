import { randomBytes } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Kysely } from 'kysely';
import type { AccountDesk, SessionReading } from '../http/account-desk.ts';
import type { ClientAddress } from '../http/client-address.ts';
import type { Logger } from '../platform/logger.ts';
import type { Mailer } from '../platform/mailer.ts';
import type { Vault } from '../platform/vault.ts';
import type { AccountTables, UserTable } from '../store/schema.ts';
import { type Store, type StoreTransaction, StoreUnavailable } from '../store/store.ts';
import { authHeaders, circumstances } from './auth-request.ts';
import type { Auth } from './better-auth.ts';
import { createUser } from './create-user.ts';
import { noteEvent } from './note-event.ts';
import { resetMail } from './reset-mail.ts';
import { settleSignIn } from './settle-sign-in.ts';

export interface AccountsDeps {
  readonly store: Store;
  /** The same database, as better-auth uses it. */
  readonly database: Kysely<AccountTables>;
  /** Does something with that database. @throws StoreUnavailable where it met with an outage, whatever was made of it */
  readonly orOutage: <T>(work: () => Promise<T>) => Promise<T>;
  readonly vault: Vault;
  readonly publicUrl: string;
  readonly mailer: Mailer | null;
  readonly logger: Logger;
  readonly clientAddress: (request: FastifyRequest) => ClientAddress;
}

const LOOPBACK: ReadonlySet<string> = new Set(['localhost', '127.0.0.1', '[::1]']);

/** People's accounts and sessions. The library behind it takes a while to load, so it waits for the first person. */
export class Accounts implements AccountDesk {
  readonly #deps: AccountsDeps;
  readonly #sessionCookie: string;
  readonly #afterwards = new Set<Promise<unknown>>();
  #auth: Promise<Auth> | null = null;

  constructor(deps: AccountsDeps) {
    this.#deps = deps;
    const { protocol, hostname } = new URL(deps.publicUrl);
    const secure = protocol === 'https:';
    this.#sessionCookie = `${secure ? '__Host-wicket' : 'wicket'}.session_token`;
    if (!secure && !LOOPBACK.has(hostname)) {
      deps.logger.warn(
        'PUBLIC_URL is plain http: passwords and session cookies cross the network readable; put TLS in front',
      );
    }
  }

  /**
   * Hands a request to better-auth, in our words: the path that was routed and the body that was parsed and judged. What
   * came over the wire could be read in another way than we did.
   *
   * @param path below /api/auth/
   * @throws StoreUnavailable
   */
  async handle(request: FastifyRequest, path: string): Promise<Response> {
    const auth = await this.#load();
    const { url, method, body } = request;
    // A call that changes something says with what in its body alone: nobody has judged its query.
    const query = method === 'GET' ? url.indexOf('?') : -1;
    const target = `${this.#deps.publicUrl}/api/auth/${path}${query === -1 ? '' : url.slice(query)}`;
    const headers = this.#headers(request);
    const hasBody = body !== undefined && body !== null;
    if (hasBody) headers.set('content-type', 'application/json');
    const passedOn = new Request(target, { method, headers, ...(hasBody && { body: JSON.stringify(body) }) });
    return this.#deps.orOutage(() => auth.handler(passedOn));
  }

  async readSession(request: FastifyRequest): Promise<SessionReading> {
    const { cookie } = request.headers;
    if (cookie === undefined || !carries(cookie, this.#sessionCookie)) return { kind: 'none' };
    const auth = await this.#load();
    const { response, headers } = await auth.api
      .getSession({ headers: this.#headers(request), returnHeaders: true })
      .catch((cause: unknown) => {
        // It has no other way to fail than its store.
        throw new StoreUnavailable('the session could not be read', { cause });
      });
    if (response === null) return { kind: 'invalid' };
    const { id, name, email, twoFactorEnabled } = response.user;
    return {
      kind: 'signed_in',
      sessionId: response.session.id,
      person: { id, name, email, twoFactorEnabled: twoFactorEnabled === true },
      cookies: headers.getSetCookie(),
    };
  }

  async hashPassword(password: string): Promise<string> {
    const { hashPassword } = await import('better-auth/crypto');
    return hashPassword(password);
  }

  createUser(
    tx: StoreTransaction,
    input: { name: string; email: string; passwordHash: string },
  ): Promise<UserTable> {
    return createUser(tx, input);
  }

  async signIn(request: FastifyRequest, reply: FastifyReply, email: string, password: string): Promise<void> {
    const auth = await this.#load();
    const { headers } = await auth.api.signInEmail({
      body: { email, password },
      headers: this.#headers(request),
      returnHeaders: true,
    });
    reply.header('set-cookie', headers.getSetCookie());
  }

  /** Makes the token of a link that sets a new password; it works for an hour. */
  async mintResetToken(userId: string): Promise<string> {
    const auth = await this.#load();
    const { internalAdapter } = await auth.$context;
    const token = randomBytes(32).toString('base64url');
    await internalAdapter.createVerificationValue({
      value: userId,
      identifier: `reset-password:${token}`,
      expiresAt: new Date(Date.now() + 3_600_000),
    });
    return token;
  }

  /** Waits for mail that is still being sent. */
  async close(): Promise<void> {
    await Promise.all(this.#afterwards);
  }

  #headers(request: FastifyRequest): Headers {
    return authHeaders(request, this.#deps.clientAddress(request).address?.text ?? null);
  }

  #load(): Promise<Auth> {
    this.#auth ??= this.#create();
    return this.#auth;
  }

  async #create(): Promise<Auth> {
    const { store, database, vault, publicUrl, mailer, logger } = this.#deps;
    const [{ createAuth }, { eventPlugins }] = await Promise.all([
      import('./better-auth.ts'),
      import('./event-plugin.ts'),
    ]);
    return createAuth({
      database,
      publicUrl,
      secret: vault.accountsSecret(),
      events: eventPlugins({
        note: (event) => noteEvent(store, event),
        settle: (signIn) => settleSignIn(store, signIn),
      }),
      notePasswordReset: (userId, request) =>
        noteEvent(store, { userId, action: 'password.reset', ...circumstances(request?.headers) }),
      mailReset: mailer === null ? null : (person, token) => mailer.send(resetMail(publicUrl, person, token)),
      afterwards: (work) => this.#runAfterwards(work),
      // What it logs may quote what a person sent, behind a colon: only its own sentence, and low.
      log: (level, message) =>
        logger[level === 'error' ? 'warn' : 'debug']({ from: 'better-auth' }, message.replace(/: .*/s, '')),
    });
  }

  #runAfterwards(work: Promise<unknown>): void {
    const done = work
      .catch((error: unknown) => this.#deps.logger.error({ err: error }, 'a mail could not be sent'))
      .finally(() => this.#afterwards.delete(done));
    this.#afterwards.add(done);
  }
}

function carries(cookieHeader: string, name: string): boolean {
  return cookieHeader.split(';').some((pair) => pair.trimStart().startsWith(`${name}=`));
}
