import { limitBucket } from '@wicketgate/core';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { ClientAddress } from '../http/client-address.ts';
import { LONGEST_EMAIL } from '../http/member-schemas.ts';
import { requireOwnOrigin } from '../http/own-origin.ts';
import { Refused } from '../http/problem.ts';
import type { Store } from '../store/store.ts';
import type { Accounts } from './accounts.ts';
import { AUTH_BODIES } from './auth-bodies.ts';
import { AUTH_PATHS, GUESSABLE_PATHS, PASSWORD_PATHS, SECOND_FACTOR_PATHS } from './auth-paths.ts';
import type { GuessLimits } from './guess-limits.ts';
import { noteEvent } from './note-event.ts';

const PREFIX = '/api/auth/';
const SIGN_IN = 'POST sign-in/email';
const CHALLENGE = 'GET passkey/generate-authenticate-options';
const RESET = 'POST request-password-reset';
/** Counts as a guess until the second factor is there: or each of very many would be good for a code. */
const HALF_SIGN_IN = /"twoFactorRedirect":true/;
/** At the sign-in or within a session. */
const WRONG_PASSWORD = /"INVALID_(EMAIL_OR_)?PASSWORD"/;
const ENDS_COOKIE = /; *max-age=0(;|$)/i;
const MOST_BODY_BYTES = 64_000;
const PASSED_BACK = ['content-type', 'cache-control'];

export interface AuthRoutesDeps {
  readonly accounts: Accounts;
  readonly store: Store;
  readonly limits: GuessLimits;
  readonly ownOrigin: string;
  readonly sendsMail: boolean;
  readonly clientAddress: (request: FastifyRequest) => ClientAddress;
}

/** better-auth behind our own door: known paths only, no guessing, no call from other sites. */
export async function authRoutes(app: FastifyInstance, deps: AuthRoutesDeps): Promise<void> {
  for (const call of AUTH_PATHS) {
    const [method = '', path = ''] = call.split(' ');
    const body = AUTH_BODIES.get(call);
    app.route({
      method,
      url: PREFIX + path,
      schema: { hide: true, ...(body === undefined ? {} : { body }) },
      bodyLimit: MOST_BODY_BYTES,
      exposeHeadRoute: false,
      handler: (request, reply) => answer(deps, method, path, request, reply),
    });
  }
  app.route({
    method: ['GET', 'POST'],
    url: `${PREFIX}*`,
    schema: { hide: true },
    handler: ({ method }) => {
      throw new Refused('not_found', `There is nothing at ${method} of this address.`);
    },
  });
}

async function answer(
  deps: AuthRoutesDeps,
  method: string,
  path: string,
  request: FastifyRequest,
  reply: FastifyReply,
) {
  const call = `${method} ${path}`;
  requireOwnOrigin(request, deps.ownOrigin);
  if (call === RESET && !deps.sendsMail) {
    throw new Refused(
      'conflict',
      'This installation sends no mail. Ask an owner: on the server, `npm run reset-owner -- <your e-mail>` prints a link with which you set a new password.',
    );
  }
  const { limited } = deps.clientAddress(request);
  const bucket = limited === null ? null : limitBucket(limited);
  if (GUESSABLE_PATHS.has(call)) refuseFor(await deps.limits.takeAttempt(bucket));
  if (call === CHALLENGE) refuseFor(await deps.limits.takeChallenge(bucket));
  const mailed = call === RESET ? emailOf(request.body) : null;
  if (mailed !== null) refuseFor(await deps.limits.takeMail(mailed));
  const email = await accountGuessed(deps, call, request);
  const response =
    email === null
      ? await deps.accounts.handle(request, path)
      : await guess(deps, request, { path, email, bucket });
  if (response.status >= 500) throw new Error(`better-auth failed: ${await response.text()}`);
  if (response.ok && SECOND_FACTOR_PATHS.has(call)) await noteSecondFactor(deps.limits, response, bucket);
  for (const name of PASSED_BACK) {
    const value = response.headers.get(name);
    if (value !== null) reply.header(name, value);
  }
  // What had set a cookie may have been refused after it: then none but those that end one go out.
  const cookies = response.headers.getSetCookie().filter((cookie) => response.ok || ENDS_COOKIE.test(cookie));
  if (cookies.length > 0) reply.header('set-cookie', cookies);
  if (!response.headers.has('cache-control')) reply.header('cache-control', 'no-store');
  return reply.code(response.status).send(Buffer.from(await response.arrayBuffer()));
}

function refuseFor(waitSeconds: number): void {
  if (waitSeconds === 0) return;
  throw new Refused('rate_limited', `Too many attempts. Try again in ${printWait(waitSeconds)}.`, {
    headers: { 'retry-after': String(waitSeconds) },
  });
}

function printWait(seconds: number): string {
  if (seconds < 60) return seconds === 1 ? 'a second' : `${seconds} seconds`;
  const minutes = Math.ceil(seconds / 60);
  return minutes === 1 ? 'a minute' : `${minutes} minutes`;
}

/** Whose password this call tries; null: nobody's. */
async function accountGuessed(
  { accounts }: AuthRoutesDeps,
  call: string,
  request: FastifyRequest,
): Promise<string | null> {
  if (call === SIGN_IN) return emailOf(request.body);
  if (!PASSWORD_PATHS.has(call)) return null;
  const reading = await accounts.readSession(request);
  return reading.kind === 'signed_in' ? reading.person.email : null;
}

interface Guessed {
  readonly path: string;
  readonly email: string;
  readonly bucket: string | null;
}

/** Hands over a call that tries a password, as long as not too many were wrong. */
async function guess(
  deps: AuthRoutesDeps,
  request: FastifyRequest,
  { path, email, bucket }: Guessed,
): Promise<Response> {
  const { limits, accounts } = deps;
  const { waitSeconds, isLast } = await limits.takeGuess(email, bucket);
  refuseFor(waitSeconds);
  let response: Response;
  try {
    response = await accounts.handle(request, path);
  } catch (error) {
    await limits.giveBack(email, bucket);
    throw error;
  }
  const isHalf = response.ok && (await says(response, HALF_SIGN_IN));
  if (response.ok && !isHalf) await limits.noteSuccess(email, bucket);
  else if (!isHalf && !(await says(response, WRONG_PASSWORD))) await limits.giveBack(email, bucket);
  else if (isLast) await noteThrottled(deps, request, email);
  return response;
}

/** The second factor is there: the password was no guess. */
async function noteSecondFactor(
  limits: GuessLimits,
  response: Response,
  bucket: string | null,
): Promise<void> {
  const { user } = (await response.clone().json()) as { user?: { email?: string } };
  if (user?.email !== undefined) await limits.noteSuccess(user.email, bucket);
}

async function says(response: Response, what: RegExp): Promise<boolean> {
  return what.test(await response.clone().text());
}

async function noteThrottled(
  { store, clientAddress }: AuthRoutesDeps,
  request: FastifyRequest,
  email: string,
): Promise<void> {
  const user = await store.read.selectFrom('user').select('id').where('email', '=', email).executeTakeFirst();
  if (user === undefined) return;
  const ip = clientAddress(request).address?.text ?? null;
  await noteEvent(store, {
    userId: user.id,
    action: 'session.throttled',
    by: 'system',
    ip,
    requestId: request.id,
  });
}

/**
 * Whose account is tried; null when the body is no sign-in, which better-auth then says. Nobody's address is longer than
 * that, and what is tried is remembered for a while.
 */
function emailOf(body: unknown): string | null {
  const { email } = (body ?? {}) as { email?: unknown };
  return typeof email === 'string' && email.length <= LONGEST_EMAIL ? email.trim().toLowerCase() : null;
}
