import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mintKey } from '@wicketgate/core';
import type { FastifyInstance } from 'fastify';
import { pino } from 'pino';
import { type Postgres, startPostgres } from '../../../../test-support/postgres.ts';
import { type AppDeps, buildApp } from '../../src/app.ts';
import { openInstance } from '../../src/open-instance.ts';
import { createLogger } from '../../src/platform/logger.ts';
import type { SmtpSettings } from '../../src/platform/mailer.ts';
import type { Vault } from '../../src/platform/vault.ts';
import type { Store } from '../../src/store/store.ts';

export type Engine = 'sqlite' | 'postgres';
export const ENGINES: readonly Engine[] = ['sqlite', 'postgres'];

/** What the server under test believes to be its address. */
export const PUBLIC_URL = 'http://localhost:8787';

export interface TestAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  // biome-ignore lint/suspicious/noExplicitAny: what a test reads of an answer is checked by its assertions.
  readonly json: any;
}

export interface CallOptions {
  readonly key?: string | null;
  readonly body?: unknown;
  readonly headers?: Record<string, string>;
}

/** A real server on a real port over a real, empty database of its own. */
export interface TestInstance {
  readonly url: string;
  readonly app: FastifyInstance;
  readonly store: Store;
  readonly vault: Vault;
  /** The operator's key, owner of the default organization. */
  readonly ownerKey: string;
  readonly databaseUrl: string | null;
  readonly dataDir: string;
  /** Everything the server logged so far, for what must not appear. */
  readonly log: string[];
  /** Moves the database's clock forward. */
  travel(byMs: number): void;
  /** Calls with the owner's key unless another (or null for none) is given. */
  call(method: string, path: string, options?: CallOptions): Promise<TestAnswer>;
  close(): Promise<void>;
}

export interface InstanceOptions {
  readonly rateLimits?: boolean;
  readonly publicUrl?: string;
  /** Any free one if absent; a browser must find it at publicUrl. */
  readonly port?: number;
  readonly smtp?: SmtpSettings;
  readonly consoleFolder?: string;
  readonly widgetFolder?: string;
  readonly trustedProxyHops?: number;
  readonly metricsToken?: string;
  /** Reuse of another instance's database: a second node. */
  readonly sharedWith?: TestInstance;
  /** Parts of the application to put in place of the usual ones. */
  readonly parts?: Pick<AppDeps, 'answerer' | 'replyTimings' | 'lookIntoOutboxEveryMs'>;
  readonly webhookAllowedHosts?: readonly string[];
  /** What stands between the server and its store. */
  readonly behind?: (store: Store) => Store;
}

export function mintTestKey(
  type: 'publishable' | 'secret' = 'secret',
  environment: 'live' | 'test' = 'live',
): string {
  return mintKey(type, environment, randomBytes).expose();
}

export async function startInstance(engine: Engine, options: InstanceOptions = {}): Promise<TestInstance> {
  const shared = options.sharedWith;
  const dataDir = shared?.dataDir ?? (await mkdtemp(join(tmpdir(), 'wicketgate-test-')));
  const postgres: Postgres | null =
    shared === undefined && engine === 'postgres' ? await startPostgres() : null;
  const databaseUrl = shared?.databaseUrl ?? (await postgres?.createDatabase('instance')) ?? null;
  const ownerKey = shared?.ownerKey ?? mintTestKey();
  const log: string[] = [];
  const logger = createLogger(
    'debug',
    pino.multistream([{ level: 'trace', stream: { write: (line) => log.push(line) } }]),
  );
  let shiftMs = 0;
  const { store, vault } = await openInstance(
    { dataDir, databaseUrl, masterKey: null, adminToken: ownerKey },
    logger,
    { clockShiftMs: () => shiftMs },
  );
  const app = await buildApp({
    config: {
      publicUrl: options.publicUrl ?? PUBLIC_URL,
      rateLimits: options.rateLimits ?? false,
      trustedProxyHops: options.trustedProxyHops ?? 0,
      smtp: options.smtp ?? null,
      metricsToken: options.metricsToken ?? null,
      webhookAllowedHosts: options.webhookAllowedHosts ?? [],
    },
    store: options.behind?.(store) ?? store,
    vault,
    logger,
    widgetFolder: options.widgetFolder ?? null,
    consoleFolder: options.consoleFolder ?? null,
    // Tests send for themselves, when they mean to.
    lookIntoOutboxEveryMs: null,
    ...options.parts,
  });
  await app.listen({ port: options.port ?? 0, host: '127.0.0.1' });
  const url = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`;
  return {
    url,
    app,
    store,
    vault,
    ownerKey,
    databaseUrl,
    dataDir,
    log,
    travel: (byMs) => {
      shiftMs += byMs;
    },
    call: (method, path, { key = ownerKey, body, headers = {} } = {}) =>
      call(url + path, method, key, body, headers),
    close: async () => {
      await app.close();
      await store.close();
      await postgres?.stop();
      if (shared === undefined) await rm(dataDir, { recursive: true, force: true });
    },
  };
}

async function call(
  url: string,
  method: string,
  key: string | null,
  body: unknown,
  headers: Record<string, string>,
): Promise<TestAnswer> {
  const response = await fetch(url, {
    method,
    headers: {
      ...(key === null ? {} : { authorization: `Bearer ${key}` }),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  const text = await response.text();
  const isJson = /\bjson\b/.test(response.headers.get('content-type') ?? '');
  return { status: response.status, headers: response.headers, text, json: isJson ? JSON.parse(text) : null };
}
