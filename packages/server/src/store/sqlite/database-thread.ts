import { Worker } from 'node:worker_threads';
import { StoreUnavailable } from '../store.ts';
import type { Statement, StatementResult, Statements } from './group-commit.ts';
import type { GateValues } from './reader-thread.ts';
import type { ThreadReply } from './serve-thread.ts';
import { sqliteError } from './sqlite-errors.ts';

interface Waiting {
  readonly resolve: (result: unknown) => void;
  readonly reject: (error: Error) => void;
}

/** The main thread's end of a thread that has a connection of its own to an SQLite database. */
export class DatabaseThread<Request, Result> {
  readonly #worker: Worker;
  readonly #ended: Promise<void>;
  readonly #waiting = new Map<number, Waiting>();
  #lastId = 0;
  #failure: StoreUnavailable | null = null;

  /**
   * @param role names it in errors
   * @param file what it runs
   * @param path of the database file
   */
  constructor(role: string, file: URL, path: string) {
    this.#worker = new Worker(file, { workerData: { path } });
    this.#worker.on('message', (reply: ThreadReply) => this.#settle(reply));
    this.#worker.on('error', (error) => this.#fail(role, error as Error));
    this.#ended = new Promise((resolve) => {
      this.#worker.on('exit', () => {
        this.#fail(role, new Error('its thread ended'));
        resolve();
      });
    });
  }

  /** Requests are worked on one after the other, in order. */
  readonly send = (request: Request): Promise<Result> => {
    if (this.#failure !== null) return Promise.reject(this.#failure);
    return new Promise((resolve, reject) => {
      this.#lastId += 1;
      // Throws (and so rejects) for a value that cannot be sent; only what was sent is waited for.
      this.#worker.postMessage({ id: this.#lastId, request });
      this.#waiting.set(this.#lastId, { resolve: resolve as Waiting['resolve'], reject });
    });
  };

  /** Whether it stopped, for whatever reason. */
  get hasEnded(): boolean {
    return this.#failure !== null;
  }

  /** @throws StoreUnavailable once the thread has ended */
  assertAlive(): void {
    if (this.#failure !== null) throw this.#failure;
  }

  /** Lets what was sent finish. Safe to call twice, and after the thread died. */
  async close(): Promise<void> {
    if (this.#failure === null) this.#worker.postMessage('close');
    await this.#ended;
  }

  #settle(reply: ThreadReply): void {
    const waiting = this.#waiting.get(reply.id);
    this.#waiting.delete(reply.id);
    if ('error' in reply) waiting?.reject(sqliteError(reply.error.message, reply.error.errcode));
    else waiting?.resolve(reply.result);
  }

  #fail(role: string, cause: Error): void {
    this.#failure ??= new StoreUnavailable(`the SQLite ${role} stopped: ${cause.message}`, { cause });
    for (const waiting of this.#waiting.values()) waiting.reject(this.#failure);
    this.#waiting.clear();
  }
}

/** The one writer of a database: a commit waits for the disk there and not on the thread that answers requests. */
export type Writer = DatabaseThread<Statements, StatementResult[]>;

export function startWriter(path: string): Writer {
  return new DatabaseThread('writer', new URL('./writer-thread.ts', import.meta.url), path);
}

/** Who looks up the keys that the gate does not remember: docs/adr/0017-lookups-on-a-thread.md. */
export type Reader = DatabaseThread<readonly string[], readonly GateValues[]>;

export function startReader(path: string): Reader {
  return new DatabaseThread('reader', new URL('./reader-thread.ts', import.meta.url), path);
}

/** Who reads what may be very many rows: docs/adr/0019-scans-on-a-thread.md. */
export type Scanner = DatabaseThread<Statement, StatementResult>;

export function startScanner(path: string): Scanner {
  return new DatabaseThread('scanner', new URL('./scanner-thread.ts', import.meta.url), path);
}
