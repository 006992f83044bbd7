import { DatabaseSync } from 'node:sqlite';
import { parentPort, workerData } from 'node:worker_threads';
import { configureConnection } from './connection.ts';

export interface ThreadRequest<Request> {
  readonly id: number;
  readonly request: Request;
}

export type ThreadReply =
  | { readonly id: number; readonly result: unknown }
  | { readonly id: number; readonly error: { message: string; errcode: number | null } };

/**
 * The other end of a DatabaseThread: opens a connection and answers each request, until it is told to close.
 *
 * @param prepare makes what answers them; it may throw, and so may its result
 */
export function serveThread<Request>(
  prepare: (database: DatabaseSync) => (request: Request) => unknown,
): void {
  const port = parentPort;
  if (port === null) throw new Error('this file runs as a worker only');
  const { path } = workerData as { path: string };
  const database = new DatabaseSync(path);
  configureConnection(database);
  const answer = prepare(database);

  port.on('message', (message: ThreadRequest<Request> | 'close') => {
    if (message === 'close') {
      database.close();
      port.close();
      return;
    }
    const { id, request } = message;
    try {
      port.postMessage({ id, result: answer(request) } satisfies ThreadReply);
    } catch (error) {
      const { message: text, errcode } = error as Error & { errcode?: number };
      port.postMessage({ id, error: { message: text, errcode: errcode ?? null } } satisfies ThreadReply);
    }
  });
}
