import { Worker } from 'node:worker_threads';
import { StoreUnavailable } from '../store.ts';
import type { SendStatements } from './group-commit.ts';
import { sqliteError } from './sqlite-errors.ts';
import type { StatementResult, WriteReply } from './writer-thread.ts';

interface Waiting {
  readonly resolve: (results: StatementResult[]) => void;
  readonly reject: (error: Error) => void;
}

/** The main thread's end of the writer thread. */
export class Writer {
  readonly #worker: Worker;
  readonly #ended: Promise<void>;
  readonly #waiting = new Map<number, Waiting>();
  #lastId = 0;
  #failure: StoreUnavailable | null = null;

  constructor(path: string) {
    this.#worker = new Worker(new URL('./writer-thread.ts', import.meta.url), { workerData: { path } });
    this.#worker.on('message', (reply: WriteReply) => this.#settle(reply));
    this.#worker.on('error', (error) => this.#fail(error as Error));
    this.#ended = new Promise((resolve) => {
      this.#worker.on('exit', () => {
        this.#fail(new Error('its thread ended'));
        resolve();
      });
    });
  }

  readonly send: SendStatements = (statements) => {
    if (this.#failure !== null) return Promise.reject(this.#failure);
    return new Promise((resolve, reject) => {
      this.#lastId += 1;
      // Throws (and so rejects) for a value that cannot be sent; only what was sent is waited for.
      this.#worker.postMessage({ id: this.#lastId, statements });
      this.#waiting.set(this.#lastId, { resolve, reject });
    });
  };

  /** @throws StoreUnavailable once the thread has ended, for whatever reason: it is not started again */
  assertAlive(): void {
    if (this.#failure !== null) throw this.#failure;
  }

  /** Lets what was sent finish. Safe to call twice, and after the thread died. */
  async close(): Promise<void> {
    if (this.#failure === null) this.#worker.postMessage('close');
    await this.#ended;
  }

  #settle(reply: WriteReply): void {
    const waiting = this.#waiting.get(reply.id);
    this.#waiting.delete(reply.id);
    if ('error' in reply) waiting?.reject(sqliteError(reply.error.message, reply.error.errcode));
    else waiting?.resolve(reply.results);
  }

  #fail(cause: Error): void {
    this.#failure ??= new StoreUnavailable(`the SQLite writer stopped: ${cause.message}`, { cause });
    for (const waiting of this.#waiting.values()) waiting.reject(this.#failure);
    this.#waiting.clear();
  }
}
