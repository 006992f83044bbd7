import type { QueryResult } from 'kysely';
import type { Execute } from '../kysely-over.ts';
import { StoreUnavailable } from '../store.ts';

export interface Statement {
  readonly sql: string;
  readonly parameters: readonly unknown[];
}

export type Statements = readonly Statement[];

export interface StatementResult {
  readonly rows: unknown[];
  readonly changes: number | bigint;
}

/** Sends statements to the writer thread as one message; they run in order and stop at the first error. */
type SendStatements = (statements: Statements) => Promise<StatementResult[]>;

interface Job {
  readonly run: (execute: Execute) => Promise<unknown>;
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: unknown) => void;
}

const MOST_JOBS_A_COMMIT = 256;

/**
 * One queue for all writers of the process. Logical transactions that wait together become savepoints of one
 * physical commit, so that they share one wait for the disk; each is acknowledged only after that commit.
 */
export class GroupCommit {
  readonly #send: SendStatements;
  readonly #queue: Job[] = [];
  #draining: Promise<void> | null = null;
  #closed = false;

  constructor(send: SendStatements) {
    this.#send = send;
  }

  /**
   * Runs `change` as one atomic transaction; resolves when it is on disk. It must await every statement.
   *
   * @throws what `change` threw; StoreUnavailable when the commit failed, whatever the other changes in it did
   */
  run<T>(change: (execute: Execute) => Promise<T>): Promise<T> {
    if (this.#closed) return Promise.reject(new StoreUnavailable('the store is closed'));
    return new Promise<T>((resolve, reject) => {
      this.#queue.push({ run: change, resolve: resolve as (value: unknown) => void, reject });
      this.#draining ??= this.#drain();
    });
  }

  /** Refuses new work and waits for what is queued. */
  async close(): Promise<void> {
    this.#closed = true;
    await this.#draining;
  }

  async #drain(): Promise<void> {
    while (this.#queue.length > 0) await this.#commitOnce();
    // In the same breath as the last look at the queue: whoever came in between would wait for ever.
    this.#draining = null;
  }

  /** Never throws: whatever goes wrong is told to those whose changes it takes back. */
  async #commitOnce(): Promise<void> {
    const finished: { job: Job; value: unknown }[] = [];
    try {
      await this.#exec('begin immediate');
    } catch (error) {
      for (const job of this.#queue.splice(0)) job.reject(asUnavailable(error));
      return;
    }
    try {
      let taken = 0;
      for (let job = this.#queue.shift(); job !== undefined; job = this.#queue.shift()) {
        await this.#runAsSavepoint(job, finished);
        taken += 1;
        if (taken >= MOST_JOBS_A_COMMIT) break;
      }
      await this.#exec('commit');
    } catch (error) {
      for (const { job } of finished) job.reject(asUnavailable(error));
      // Where this fails too, SQLite has rolled back by itself (disk full, I/O error) or the writer is gone: then
      // the next attempt to begin tells.
      await this.#exec('rollback').catch(() => undefined);
      return;
    }
    for (const { job, value } of finished) job.resolve(value);
  }

  /** @throws when the physical transaction can no longer be trusted; `job` has been told by then */
  async #runAsSavepoint(job: Job, finished: { job: Job; value: unknown }[]): Promise<void> {
    const execute: Execute = async (sql, parameters) => {
      const [result] = await this.#send([{ sql, parameters }]);
      return {
        rows: result?.rows ?? [],
        numAffectedRows: BigInt(result?.changes ?? 0),
      } satisfies QueryResult<unknown>;
    };
    try {
      await this.#exec('savepoint logical');
    } catch (error) {
      job.reject(asUnavailable(error));
      throw error;
    }
    try {
      const value = await job.run(execute);
      await this.#exec('release logical');
      finished.push({ job, value });
    } catch (error) {
      job.reject(error);
      await this.#exec('rollback to logical', 'release logical');
    }
  }

  async #exec(...texts: string[]): Promise<void> {
    await this.#send(texts.map((sql) => ({ sql, parameters: [] })));
  }
}

function asUnavailable(error: unknown): StoreUnavailable {
  if (error instanceof StoreUnavailable) return error;
  return new StoreUnavailable(`SQLite could not commit: ${(error as Error).message}`, { cause: error });
}
