import type { FastifyReply, FastifyRequest } from 'fastify';
import { sha256 } from '../platform/sha256.ts';
import type { Vault } from '../platform/vault.ts';
import type { Store, StoreTransaction } from '../store/store.ts';
import { requireRouteScope } from './caller.ts';
import { Refused } from './problem.ts';
import { requireReplayable } from './require-replayable.ts';
import { readStanding } from './standing.ts';

const DAY_MS = 86_400_000;
const SECRET_REPLAY_MS = 600_000;

export interface ChangeDeps {
  readonly store: Store;
  readonly vault: Vault;
}

/** What a creating call answers. */
export interface Created<Body> {
  readonly body: Body;
  /** Whether the body holds a plaintext secret: then a replay shows it for ten minutes only. */
  readonly holdsSecret: boolean;
}

/**
 * Runs a change of the caller's organization; changes of one organization follow one another. Each is judged by what the
 * ones before it have left: whoever lost a right while the call waited must not use it once more, say to come back.
 *
 * @param work is to take the caller from the request, not from before
 */
export function change<T>(
  store: Store,
  request: FastifyRequest,
  work: (tx: StoreTransaction) => Promise<T>,
): Promise<T> {
  return store.write(async (tx) => {
    await tx.lock('organization', request.caller.organizationId);
    request.caller = await readStanding(tx, request.caller);
    requireRouteScope(request);
    return work(tx);
  });
}

/**
 * Runs a creating change and answers 201 with its body. With an Idempotency-Key the answer is stored in the same
 * transaction: the same key and body replay it for 24 hours, another body is refused, also when both arrive at once
 * on different nodes (the organization's lock makes one wait for the other).
 *
 * The stored answer is sealed under the master key and the Idempotency-Key, so that neither the database nor its
 * backup shows a secret to anyone who lacks both.
 */
export async function createOnce<Body>(
  deps: ChangeDeps,
  request: FastifyRequest,
  reply: FastifyReply,
  work: (tx: StoreTransaction) => Promise<Created<Body>>,
): Promise<Body> {
  const key = readIdempotencyKey(request);
  const body = await change(deps.store, request, async (tx) => {
    if (key === null) return (await work(tx)).body;
    const { caller } = request;
    const id = sha256(`${caller.context.actor.id}\n${request.method} ${pathOf(request)}\n${key}`);
    const bodyHash = sha256(JSON.stringify(request.body ?? null));
    const stored = await tx.db.selectFrom('idempotency').selectAll().where('id', '=', id).executeTakeFirst();
    if (stored !== undefined && stored.expires_at > tx.nowMs) {
      if (stored.body_hash !== bodyHash) {
        throw new Refused(
          'idempotency_mismatch',
          'This Idempotency-Key was used with another body. Use a new key for a new request.',
        );
      }
      await requireReplayable(tx.db, request);
      const answer = JSON.parse(deps.vault.openWithPassword(stored.answer, `answer/${id}`, key)) as Body;
      return stored.secret_until === null || stored.secret_until > tx.nowMs ? answer : withoutSecrets(answer);
    }
    const made = await work(tx);
    await tx.db.deleteFrom('idempotency').where('id', '=', id).execute();
    await tx.db
      .insertInto('idempotency')
      .values({
        id,
        organization_id: caller.organizationId,
        body_hash: bodyHash,
        status: 201,
        answer: deps.vault.sealWithPassword(JSON.stringify(made.body), `answer/${id}`, key),
        secret_until: made.holdsSecret ? tx.nowMs + SECRET_REPLAY_MS : null,
        expires_at: tx.nowMs + DAY_MS,
      })
      .execute();
    return made.body;
  });
  reply.code(201).header('cache-control', 'no-store');
  return body;
}

function readIdempotencyKey(request: FastifyRequest): string | null {
  const header = request.headers['idempotency-key'];
  if (header === undefined) return null;
  if (typeof header !== 'string' || !/^[\x21-\x7e]{1,255}$/.test(header)) {
    throw new Refused('bad_request', 'Idempotency-Key must be 1 to 255 visible ASCII characters.');
  }
  return header;
}

/** What must not be replayed for long: keys, and links that let somebody in. */
const SECRET_FIELDS = new Set(['secret', 'link']);

function withoutSecrets<T>(value: T): T {
  if (Array.isArray(value)) return value.map(withoutSecrets) as T;
  if (typeof value !== 'object' || value === null) return value;
  const kept = Object.entries(value).filter(([name]) => !SECRET_FIELDS.has(name));
  return Object.fromEntries(kept.map(([name, item]) => [name, withoutSecrets(item)])) as T;
}

/** In one spelling, whatever was percent-encoded in it, and whether or not the server's name stood before it. */
function pathOf({ routeOptions, params }: FastifyRequest): string {
  const values = params as Readonly<Record<string, string>>;
  return (routeOptions.url as string).replace(/:(\w+)/g, (_, name: string) => values[name] as string);
}
