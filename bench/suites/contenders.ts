import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { fileURLToPath } from 'node:url';
import { mintKey } from '@wicketgate/core';
import { sha256 } from '../../packages/server/src/platform/sha256.ts';
import { writeCallFile } from '../fixture/call-file.ts';
import type { Engine } from '../fixture/engine.ts';
import { installation, ownerToken } from '../fixture/installation.ts';
import { withClient } from '../fixture/postgres-client.ts';
import { seededBytes } from '../fixture/seeded-random.ts';
import { chatbotId } from '../fixture/seeded-rows.ts';
import { HAND_WRITTEN_SCHEMA } from '../servers/hand-written-store.ts';
import { findNginx, startNginx } from '../servers/nginx.ts';
import { questionOf, type RecordedAnswer, recordAnswer } from '../servers/recorded-answer.ts';
import { type ServerProcess, startServerProcess } from '../servers/server-process.ts';
import { startWicketgate } from '../servers/wicketgate.ts';
import type { BenchContext } from './suite.ts';

export const CONFIG_PATH = '/widget/config';
export const VERIFICATION_PATH = '/api/v1/keys/verification';
export const KEYS = 1_000;
const CALLS = 65_536;
const UNCOUNTED = fileURLToPath(new URL('../servers/uncounted-process.ts', import.meta.url));
/** Of so many installations the answers are compared. */
const CHECKED = 16;

export type ContenderName =
  | 'wicketgate'
  | 'uncounted'
  | 'bare route'
  | 'hand-written'
  | 'Better Auth'
  | 'nginx map';

export interface Contender {
  readonly name: ContenderName;
  /** Starts a fresh process; the data are there. */
  start(): Promise<ServerProcess>;
  readonly callFile: string;
}

/** Which of the two routes is compared, and how it is asked. */
export interface Route {
  readonly form: 'header' | 'body';
  readonly path: string;
}

/** Everyone who takes part, on 1,000 installations of the same engine, each checked to answer rightly. */
export async function prepareContenders(
  context: BenchContext,
  engine: Engine,
  route: Route,
): Promise<Contender[]> {
  const label = `${engine}-${route.form}`;
  const callFile = join(context.scratch, `${label}.calls`);
  await writeCallFile(callFile, KEYS, CALLS);

  const dataset = await context.datasets.of(engine, KEYS);
  const ours: Contender = { name: 'wicketgate', start: () => startWicketgate(dataset), callFile };
  const uncounted: Contender = {
    name: 'uncounted',
    start: () => startWicketgate({ ...dataset, nodeOptions: ['--import', UNCOUNTED] }),
    callFile,
  };
  const answers = await during(ours, async ({ port }) => {
    await checkRefusals(port, route);
    return answersByInstallation(port, route);
  });
  const first = answers[0] as RecordedAnswer;
  const bare: Contender = {
    name: 'bare route',
    start: () => startServer('bare-route', { path: route.path, answer: first }),
    callFile,
  };
  const others = [
    await prepareHandWritten(context, engine, route, answers, callFile),
    await prepareBetterAuth(context, engine, route, first),
    ...prepareNginx(context, route, answers, callFile),
  ];
  for (const other of others) {
    if (other.name === 'Better Auth') continue;
    await during(other, async ({ port }) => {
      await checkRefusals(port, route);
      await checkSameBody(port, route, answers);
    });
  }
  return [ours, uncounted, bare, ...others];
}

async function prepareHandWritten(
  context: BenchContext,
  engine: Engine,
  route: Route,
  answers: readonly RecordedAnswer[],
  callFile: string,
): Promise<Contender> {
  const database = await context.datasets.empty(engine, `hand-written-${engine}-${route.form}`);
  const bodies = answers.map(({ body }) => (route.form === 'header' ? body : '{}'));
  await (engine === 'sqlite' ? seedPeerInSqlite : seedPeerInPostgres)(database, bodies);
  const settings = { engine, database, configPath: CONFIG_PATH, verificationPath: VERIFICATION_PATH };
  return {
    name: 'hand-written',
    start: () => startServer('hand-written', { ...settings, callerToken: ownerToken() }),
    callFile,
  };
}

/** It makes its own keys at its first start, so its calls carry them. */
async function prepareBetterAuth(
  context: BenchContext,
  engine: Engine,
  route: Route,
  answer: RecordedAnswer,
): Promise<Contender> {
  const label = `better-auth-${engine}-${route.form}`;
  const keyFile = join(context.scratch, `${label}.keys`);
  const callFile = join(context.scratch, `${label}.calls`);
  const database = await context.datasets.empty(engine, label);
  const settings = { engine, database, keys: KEYS, keyFile, path: route.path, form: route.form, answer };
  const contender: Contender = {
    name: 'Better Auth',
    start: () => startServer('better-auth', settings),
    callFile,
  };
  await during(contender, async () => {
    const keys = (await readFile(keyFile, 'utf8')).trimEnd().split('\n');
    await writeCallFile(callFile, KEYS, CALLS, (index) => keys[index] as string);
  });
  return contender;
}

function prepareNginx(
  context: BenchContext,
  route: Route,
  answers: readonly RecordedAnswer[],
  callFile: string,
): Contender[] {
  const binary = findNginx();
  // It cannot look into a body.
  if (binary === null || route.form === 'body') return [];
  const folder = join(context.scratch, 'nginx');
  return [
    {
      name: 'nginx map',
      start: () => startNginx({ binary, folder, keys: KEYS, path: route.path, answers }),
      callFile,
    },
  ];
}

async function during<T>(contender: Contender, work: (server: ServerProcess) => Promise<T>): Promise<T> {
  const server = await contender.start();
  try {
    return await work(server);
  } finally {
    await server.stop();
  }
}

function startServer(name: string, settings: unknown): Promise<ServerProcess> {
  const file = fileURLToPath(new URL(`../servers/${name}-process.ts`, import.meta.url));
  return startServerProcess([file], { SETTINGS: JSON.stringify(settings) });
}

async function answersByInstallation(port: number, route: Route): Promise<RecordedAnswer[]> {
  const answers: RecordedAnswer[] = [];
  for (let index = 0; index < KEYS; index += 1) {
    const { token, origins } = installation(index);
    const answer = await ask(port, route, token, origins[0]);
    if (answer.status !== 200) {
      throw new Error(`a good call was answered with ${answer.status}: ${answer.body}`);
    }
    answers.push(answer);
  }
  return answers;
}

/** A contender that lets everyone in would win every race. */
async function checkRefusals(port: number, route: Route): Promise<void> {
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

async function checkSameBody(port: number, route: Route, answers: readonly RecordedAnswer[]): Promise<void> {
  for (const [index, wanted] of answers.slice(0, CHECKED).entries()) {
    const { token, origins } = installation(index);
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
    place.run(deploymentId, chatbotId(chatbot), bodies[index] as string);
    key.run(sha256(token), keyId, deploymentId);
    for (const origin of origins) allowed.run(deploymentId, origin);
  }
  database.exec('commit; pragma wal_checkpoint(truncate)');
  database.close();
}

async function seedPeerInPostgres(url: string, bodies: readonly string[]): Promise<void> {
  await withClient(url, async (client) => {
    await client.query(`${HAND_WRITTEN_SCHEMA}; begin`);
    for (let index = 0; index < KEYS; index += 1) {
      const { token, keyId, deploymentId, chatbot, origins } = installation(index);
      await client.query('insert into installation values ($1, $2, $3, null)', [
        deploymentId,
        chatbotId(chatbot),
        bodies[index],
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
  });
}
