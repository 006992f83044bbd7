import { DatabaseSync } from 'node:sqlite';
import { parentPort, workerData } from 'node:worker_threads';
import { configureConnection, StatementCache } from './connection.ts';

/**
 * The one writer of an SQLite database, on a thread of its own: a commit waits for the disk here and not on the
 * thread that answers requests.
 */
export interface WriteMessage {
  readonly id: number;
  readonly statements: readonly { readonly sql: string; readonly parameters: readonly unknown[] }[];
}

export interface StatementResult {
  readonly rows: unknown[];
  readonly changes: number | bigint;
}

export type WriteReply =
  | { readonly id: number; readonly results: StatementResult[] }
  | { readonly id: number; readonly error: { message: string; errcode: number | null } };

const port = parentPort;
if (port === null) throw new Error('writer-thread.ts runs as a worker only');
const { path } = workerData as { path: string };
const database = new DatabaseSync(path);
configureConnection(database);
const statements = new StatementCache(database);

port.on('message', (message: WriteMessage | 'close') => {
  if (message === 'close') {
    database.close();
    port.close();
    return;
  }
  try {
    const results = message.statements.map(({ sql, parameters }) => statements.run(sql, parameters));
    port.postMessage({ id: message.id, results } satisfies WriteReply);
  } catch (error) {
    const { message: text, errcode } = error as Error & { errcode?: number };
    port.postMessage({
      id: message.id,
      error: { message: text, errcode: errcode ?? null },
    } satisfies WriteReply);
  }
});
