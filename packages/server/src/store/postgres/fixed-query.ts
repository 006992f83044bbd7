import type pg from 'pg';

/** The first row of an answer, each value as text. */
export type TextRow = readonly (string | null)[];

/** A statement that is run over and over, as a rule on one connection. */
export class FixedStatement {
  readonly #name: string;
  readonly #text: string;
  readonly #prepared = new WeakSet<pg.Connection>();

  /** @param name under which connections keep it; empty: it is sent each time, for poolers that hand connections on */
  constructor(name: string, text: string) {
    this.#name = name;
    this.#text = text;
  }

  send(connection: pg.Connection, values: readonly string[]): void {
    connection.stream.cork();
    if (!this.#prepared.has(connection)) {
      connection.parse({ name: this.#name, text: this.#text, types: [] }, true);
    }
    connection.bind({ statement: this.#name, values: [...values] }, true);
    connection.execute({}, true);
    connection.sync();
    connection.stream.uncork();
  }

  /** It was answered there, and so it is known. */
  keep(connection: pg.Connection): void {
    if (this.#name !== '') this.#prepared.add(connection);
  }
}

/**
 * A query with as little about it as can be, for what is asked a thousand times a second. pg's own has the columns described
 * each time, makes a result, a timer and a promise, and reads values by their types, which together take several times as
 * long as to send it. (https://www.postgresql.org/docs/current/protocol-flow.html#PROTOCOL-FLOW-EXT-QUERY)
 */
export class FixedQuery implements pg.Submittable {
  readonly #statement: FixedStatement;
  readonly #values: readonly string[];
  readonly #settle: (error: Error | null, row: TextRow | null) => void;
  #row: TextRow | null = null;
  #isSettled = false;

  /** @param settle is called once, whatever happens, unless the connection falls silent */
  constructor(
    statement: FixedStatement,
    values: readonly string[],
    settle: (error: Error | null, row: TextRow | null) => void,
  ) {
    this.#statement = statement;
    this.#values = values;
    this.#settle = settle;
  }

  submit(connection: pg.Connection): void {
    this.#statement.send(connection, this.#values);
  }

  handleDataRow({ fields }: { readonly fields: TextRow }): void {
    this.#row ??= fields;
  }

  handleCommandComplete(): void {
    // What counts is the end of the answer.
  }

  handleReadyForQuery(connection: pg.Connection): void {
    this.#statement.keep(connection);
    this.#finish(null);
  }

  /** Also called where the connection ends before the answer, or could not be used at all. */
  handleError(error: Error): void {
    this.#finish(error);
  }

  #finish(error: Error | null): void {
    if (this.#isSettled) return;
    this.#isSettled = true;
    this.#settle(error, this.#row);
  }
}
