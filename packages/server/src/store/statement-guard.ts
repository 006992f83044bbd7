import type { Execute } from './kysely-over.ts';

/**
 * Watches the statements of one transaction, so that both engines treat a careless change alike: once a statement
 * has failed nothing is committed, even when the error was caught (PostgreSQL would answer COMMIT with a rollback
 * and no error, SQLite would keep the other half), and nothing runs on the connection after the end, where it would
 * land in somebody else's transaction.
 */
export class StatementGuard {
  readonly #execute: Execute;
  #underWay = 0;
  #failure: { readonly error: unknown } | null = null;
  #ended = false;

  constructor(execute: Execute) {
    this.#execute = execute;
  }

  readonly execute: Execute = async (sql, parameters) => {
    this.assertOpen();
    if (this.#failure !== null) throw this.#failure.error;
    this.#underWay += 1;
    try {
      return await this.#execute(sql, parameters);
    } catch (error) {
      this.#failure ??= { error };
      throw error;
    } finally {
      this.#underWay -= 1;
    }
  };

  get isOpen(): boolean {
    return !this.#ended;
  }

  /** @throws Error once the transaction has ended */
  assertOpen(): void {
    if (this.#ended) throw new Error('the transaction has ended: await everything inside it');
  }

  /** @throws the error of the first statement that failed; Error while one is still under way */
  assertSound(): void {
    if (this.#failure !== null) throw this.#failure.error;
    if (this.#underWay > 0)
      throw new Error('a statement is still under way: await everything inside a change');
  }

  end(): void {
    this.#ended = true;
  }
}
