// Better Auth's API keys behind a Fastify route. What helps it is granted: no rate limit on its keys, no look at the
// origin, a database that does not wait for the disk.

import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { DatabaseSync } from 'node:sqlite';
import { apiKey } from '@better-auth/api-key';
import { betterAuth } from 'better-auth';
import { getMigrations } from 'better-auth/db/migration';
import Fastify from 'fastify';
import pg from 'pg';
import type { RecordedAnswer } from './recorded-answer.ts';

interface Settings {
  readonly engine: 'sqlite' | 'postgres';
  /** A file or a postgres:// address, empty. */
  readonly database: string;
  readonly keys: number;
  /** Where its keys are written, a line each: it makes its own, at its first start. */
  readonly keyFile: string;
  readonly path: string;
  /** Whether the key comes as Bearer or in a JSON body. */
  readonly form: 'header' | 'body';
  /** What it sends to whom it lets in. */
  readonly answer: RecordedAnswer;
}

const settings = JSON.parse(process.env.SETTINGS ?? '') as Settings;
const auth = betterAuth({
  baseURL: 'http://127.0.0.1',
  secret: 'a secret for the benchmark only, 32 characters or more',
  database: openDatabase(),
  emailAndPassword: { enabled: true },
  telemetry: { enabled: false },
  plugins: [apiKey({ rateLimit: { enabled: false } })],
});
const { runMigrations } = await getMigrations(auth.options);
await runMigrations();
if (!existsSync(settings.keyFile)) await makeKeys();

const app = Fastify({ logger: false, keepAliveTimeout: 65_000 });
app.route({
  method: settings.form === 'header' ? 'GET' : 'POST',
  url: settings.path,
  handler: async (request, reply) => {
    const key =
      settings.form === 'header'
        ? (request.headers.authorization?.slice(7) ?? '')
        : (request.body as { key: string }).key;
    const { valid } = await auth.api.verifyApiKey({ body: { key } });
    if (!valid) return reply.code(401).send({ code: 'key_invalid' });
    return reply.headers(settings.answer.headers).send(settings.answer.body);
  },
});
await app.listen({ port: 0, host: '127.0.0.1' });
console.log(JSON.stringify({ msg: 'ready', port: (app.server.address() as AddressInfo).port }));

function openDatabase(): DatabaseSync | pg.Pool {
  if (settings.engine === 'postgres') return new pg.Pool({ connectionString: settings.database, max: 10 });
  const database = new DatabaseSync(settings.database);
  database.exec('pragma journal_mode = wal; pragma synchronous = off; pragma busy_timeout = 5000;');
  return database;
}

async function makeKeys(): Promise<void> {
  const { user } = await auth.api.signUpEmail({
    body: { name: 'Owner', email: 'owner@bench.example', password: 'correct horse battery staple' },
  });
  const lines: string[] = [];
  for (let index = 0; index < settings.keys; index += 1) {
    const { key } = await auth.api.createApiKey({ body: { userId: user.id, name: `key ${index}` } });
    lines.push(key);
  }
  await writeFile(settings.keyFile, `${lines.join('\n')}\n`);
}
