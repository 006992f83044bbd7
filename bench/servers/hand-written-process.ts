// The peer: what a good developer writes in an afternoon. Fastify, @fastify/cors with a function, one prepared
// statement a request on the same engine; the key is read, hashed and looked up once, and the body is sent as stored.

import { hash, timingSafeEqual } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { DatabaseSync } from 'node:sqlite';
import cors from '@fastify/cors';
import Fastify, { type FastifyRequest } from 'fastify';
import pg from 'pg';
import { type HandWrittenRow, handWrittenSelect } from './hand-written-store.ts';

interface Settings {
  readonly engine: 'sqlite' | 'postgres';
  /** A file or a postgres:// address. */
  readonly database: string;
  readonly configPath: string;
  readonly verificationPath: string;
  readonly callerToken: string;
}

const EXPOSED = 'RateLimit, RateLimit-Policy, Retry-After, X-Request-Id';

type Find = (
  digest: string,
  origin: string,
) => HandWrittenRow | undefined | Promise<HandWrittenRow | undefined>;

declare module 'fastify' {
  interface FastifyRequest {
    found: HandWrittenRow | undefined;
  }
}

const settings = JSON.parse(process.env.SETTINGS ?? '') as Settings;
const find =
  settings.engine === 'sqlite' ? findInSqlite(settings.database) : findInPostgres(settings.database);
const callerDigest = Buffer.from(digestOf(settings.callerToken));
const app = Fastify({ logger: false, keepAliveTimeout: 65_000 });

app.register(async (widget) => {
  widget.decorateRequest('found');
  await widget.register(cors, {
    // By callback and not by promise: SQLite answers at once.
    delegator: (request: FastifyRequest, callback) => {
      const token = bearer(request);
      const { origin } = request.headers;
      const decide = (row: HandWrittenRow | undefined): void => {
        request.found = row;
        callback(null, { origin: row?.origin != null, exposedHeaders: EXPOSED });
      };
      const found = token === null || origin === undefined ? undefined : find(digestOf(token), origin);
      if (found instanceof Promise) found.then(decide, callback);
      else decide(found);
    },
  });
  widget.get(settings.configPath, (request, reply) => {
    reply.header('x-request-id', request.id).header('cache-control', 'no-store');
    const code = judge(request.found, Date.now());
    if (code !== null) {
      reply.code(code === 'origin_not_allowed' ? 403 : 401).send({ code });
      return;
    }
    reply.type('application/json; charset=utf-8').send(request.found?.config);
  });
});

app.post(settings.verificationPath, async (request, reply) => {
  const caller = bearer(request);
  if (caller === null || !timingSafeEqual(Buffer.from(digestOf(caller)), callerDigest)) {
    return reply.code(401).send({ code: 'key_invalid' });
  }
  const { key, origin } = request.body as { key: string; origin: string };
  const row = await find(digestOf(key), origin);
  const code = judge(row, Date.now());
  reply.header('x-request-id', request.id);
  return {
    valid: code === null,
    code,
    status: code === null ? 200 : 403,
    keyId: row?.key_id ?? null,
    deploymentId: row?.deployment_id ?? null,
    chatbotId: row?.chatbot_id ?? null,
    requestId: request.id,
  };
});

await app.listen({ port: 0, host: '127.0.0.1' });
console.log(JSON.stringify({ msg: 'ready', port: (app.server.address() as AddressInfo).port }));

function judge(row: HandWrittenRow | undefined, nowMs: number): string | null {
  if (row === undefined) return 'key_invalid';
  if (row.ended_at !== null || row.revoked_at !== null) return 'key_revoked';
  if (row.expires_at !== null && row.expires_at <= nowMs) return 'key_expired';
  return row.origin === null ? 'origin_not_allowed' : null;
}

function bearer({ headers: { authorization } }: FastifyRequest): string | null {
  return authorization?.startsWith('Bearer cb_') && authorization.length < 80 ? authorization.slice(7) : null;
}

function digestOf(token: string): string {
  return hash('sha256', token, 'base64url');
}

function findInSqlite(path: string): Find {
  const database = new DatabaseSync(path, { readOnly: true });
  const statement = database.prepare(handWrittenSelect('?', '?'));
  return (digest, origin) => statement.get(origin, digest) as unknown as HandWrittenRow | undefined;
}

function findInPostgres(url: string): Find {
  pg.types.setTypeParser(pg.types.builtins.INT8, Number);
  const pool = new pg.Pool({ connectionString: url, max: 10 });
  const text = handWrittenSelect('$1', '$2');
  return async (digest, origin) => {
    const { rows } = await pool.query<HandWrittenRow>({ name: 'find', text, values: [origin, digest] });
    return rows[0];
  };
}
