import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { fileURLToPath } from 'node:url';
import { mintKey } from '@wicketgate/core';
import pg from 'pg';
import { sha256 } from '../../packages/server/src/platform/sha256.ts';
import { writeCallFile } from '../fixture/call-file.ts';
import { CHATBOTS, installation, ownerToken } from '../fixture/installation.ts';
import { seededBytes } from '../fixture/seeded-random.ts';
import { chatbotId } from '../fixture/seeded-rows.ts';
import { HAND_WRITTEN_SCHEMA } from '../servers/hand-written-store.ts';
import { findNginx, startNginx } from '../servers/nginx.ts';
import { questionOf, type RecordedAnswer, recordAnswer } from '../servers/recorded-answer.ts';
import { type ServerProcess, startServerProcess } from '../servers/server-process.ts';
import { startWicketgate } from '../servers/wicketgate.ts';
import type { BenchContext, Engine } from './suite.ts';

export const CONFIG_PATH = '/widget/config';
export const VERIFICATION_PATH = '/api/v1/keys/verification';
export const KEYS = 1_000;
const CALLS = 65_536;

export type ContenderName = 'wicketgate' | 'bare route' | 'hand-written' | 'Better Auth' | 'nginx map';

export interface Contender {
  readonly name: ContenderName;
  readonly server: ServerProcess;
  readonly callFile: string;
}

/** Which of the two routes is compared, and how it is asked. */
export interface Route {
  readonly form: 'header' | 'body';
  readonly path: string;
}

/** Starts everyone who takes part, each checked to answer rightly, on 1,000 installations of the same engine. */
export async function startContenders(
  context: BenchContext,
  engine: Engine,
  route: Route,
): Promise<{ readonly contenders: readonly Contender[]; stop(): Promise<void> }> {
  const running: ServerProcess[] = [];
  const started = (server: ServerProcess): ServerProcess => {
    running.push(server);
    return server;
  };
  const stop = async (): Promise<void> => {
    await Promise.all(running.map((server) => server.stop()));
  };
  try {
    return { contenders: await startAll(context, engine, route, started), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function startAll(
  context: BenchContext,
  engine: Engine,
  route: Route,
  started: (server: ServerProcess) => ServerProcess,
): Promise<Contender[]> {
  const label = `${engine}-${route.form}`;
  const callFile = join(context.scratch, `${label}.calls`);
  await writeCallFile(callFile, KEYS, CALLS);

  const ours = started(await startWicketgate(await context.datasets.of(engine, KEYS)));
  await checkRefusals(ours, route);
  const answers = await answersByChatbot(ours, route);
  const first = answers[0] as RecordedAnswer;

  const bare = started(await startServer('bare-route', { path: route.path, answer: first }));

  const peerDatabase = await context.datasets.empty(engine, `hand-written-${label}`);
  const bodies = route.form === 'header' ? answers.map(({ body }) => body) : answers.map(() => '{}');
  await (engine === 'sqlite' ? seedPeerInSqlite : seedPeerInPostgres)(peerDatabase, bodies);
  const peer = started(
    await startServer('hand-written', {
      ...{ engine, database: peerDatabase, configPath: CONFIG_PATH, verificationPath: VERIFICATION_PATH },
      callerToken: ownerToken(),
    }),
  );
  await checkRefusals(peer, route);
  await checkSameBody(peer, route, answers);

  const keyFile = join(context.scratch, `better-auth-${label}.keys`);
  const betterAuth = started(
    await startServer('better-auth', {
      ...{
        engine,
        database: await context.datasets.empty(engine, `better-auth-${label}`),
        keys: KEYS,
        keyFile,
      },
      ...{ configPath: CONFIG_PATH, verificationPath: VERIFICATION_PATH, config: first, verification: first },
    }),
  );
  const betterAuthKeys = (await readFile(keyFile, 'utf8')).trimEnd().split('\n');
  const betterAuthCalls = join(context.scratch, `better-auth-${label}.calls`);
  await writeCallFile(betterAuthCalls, KEYS, CALLS, (index) => betterAuthKeys[index] as string);

  const contenders: Contender[] = [
    { name: 'wicketgate', server: ours, callFile },
    { name: 'bare route', server: bare, callFile },
    { name: 'hand-written', server: peer, callFile },
    { name: 'Better Auth', server: betterAuth, callFile: betterAuthCalls },
  ];
  const binary = findNginx();
  if (binary !== null && route.form === 'header') {
    const folder = join(context.scratch, `nginx-${label}`);
    const nginx = started(await startNginx({ binary, folder, keys: KEYS, path: route.path, answers }));
    await checkRefusals(nginx, route);
    await checkSameBody(nginx, route, answers);
    contenders.push({ name: 'nginx map', server: nginx, callFile });
  }
  return contenders;
}

function startServer(name: string, settings: unknown): Promise<ServerProcess> {
  const file = fileURLToPath(new URL(`../servers/${name}-process.ts`, import.meta.url));
  return startServerProcess([file], { SETTINGS: JSON.stringify(settings) });
}

async function answersByChatbot({ port }: ServerProcess, route: Route): Promise<RecordedAnswer[]> {
  const answers: RecordedAnswer[] = [];
  for (let chatbot = 0; chatbot < CHATBOTS; chatbot += 1) {
    const { token, origins } = installation(chatbot);
    const answer = await ask(port, route, token, origins[0]);
    if (answer.status !== 200)
      throw new Error(`a good call was answered with ${answer.status}: ${answer.body}`);
    answers.push(answer);
  }
  return answers;
}

/** A contender that lets everyone in would win every race. */
async function checkRefusals({ port }: ServerProcess, route: Route): Promise<void> {
  const { token, origins } = installation(0);
  const stranger = mintKey('publishable', 'live', seededBytes(-1)).expose();
  const bad: [why: string, token: string, origin: string][] = [
    ['unknown key', stranger, origins[0]],
    ['origin not on the list', token, 'https://elsewhere.example'],
    ["another installation's origin", token, installation(1).origins[0]],
  ];
  for (const [why, key, origin] of bad) {
    const { status, body } = await ask(port, route, key, origin);
    const isRefused =
      route.form === 'header' ? status === 401 || status === 403 : body.includes('"valid":false');
    if (!isRefused) throw new Error(`${why} was not refused but answered with ${status}: ${body}`);
  }
}

async function checkSameBody(
  { port }: ServerProcess,
  route: Route,
  answers: readonly RecordedAnswer[],
): Promise<void> {
  for (const [chatbot, wanted] of answers.entries()) {
    const { token, origins } = installation(chatbot);
    const { status, body } = await ask(port, route, token, origins[1]);
    const isSame = route.form === 'header' ? body === wanted.body : body.includes('"valid":true');
    if (status !== 200 || !isSame) throw new Error(`a peer answers something else (${status}): ${body}`);
  }
}

function ask(port: number, { form, path }: Route, token: string, origin: string): Promise<RecordedAnswer> {
  return recordAnswer(port, questionOf(form, path, ownerToken(), token, origin));
}

async function seedPeerInSqlite(path: string, bodies: readonly string[]): Promise<void> {
  const database = new DatabaseSync(path);
  database.exec(`pragma journal_mode = wal; ${HAND_WRITTEN_SCHEMA}; begin`);
  const key = database.prepare('insert into api_key values (?, ?, ?, null, null)');
  const place = database.prepare('insert into installation values (?, ?, ?, null)');
  const allowed = database.prepare('insert into allowed_origin values (?, ?)');
  for (let index = 0; index < KEYS; index += 1) {
    const { token, keyId, deploymentId, chatbot, origins } = installation(index);
    place.run(deploymentId, chatbotId(chatbot), bodies[chatbot] as string);
    key.run(sha256(token), keyId, deploymentId);
    for (const origin of origins) allowed.run(deploymentId, origin);
  }
  database.exec('commit; pragma wal_checkpoint(truncate)');
  database.close();
}

async function seedPeerInPostgres(url: string, bodies: readonly string[]): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(`${HAND_WRITTEN_SCHEMA}; begin`);
    for (let index = 0; index < KEYS; index += 1) {
      const { token, keyId, deploymentId, chatbot, origins } = installation(index);
      await client.query('insert into installation values ($1, $2, $3, null)', [
        deploymentId,
        chatbotId(chatbot),
        bodies[chatbot],
      ]);
      await client.query('insert into api_key values ($1, $2, $3, null, null)', [
        sha256(token),
        keyId,
        deploymentId,
      ]);
      for (const origin of origins) {
        await client.query('insert into allowed_origin values ($1, $2)', [deploymentId, origin]);
      }
    }
    await client.query('commit');
    await client.query('vacuum (analyze) api_key, installation, allowed_origin');
  } finally {
    await client.end();
  }
}
