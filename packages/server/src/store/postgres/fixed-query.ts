import type pg from 'pg';

/** A row of an answer, each value as text. */
export type TextRow = readonly (string | null)[];

export type Settle = (error: Error | null, rows: readonly TextRow[]) => void;

/** A statement that is run over and over on few connections. */
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
 * each time, makes a result and a promise, and reads values by their types, which together take several times as long as to
 * send it. (https://www.postgresql.org/docs/current/protocol-flow.html#PROTOCOL-FLOW-EXT-QUERY)
 */
export class FixedQuery implements pg.Submittable {
  readonly #statement: FixedStatement;
  readonly #values: readonly string[];
  /** pg puts one of its own before it where the connection has a time-out for queries. */
  callback: Settle;
  readonly #rows: TextRow[] = [];

  /** @param settle is called whatever happens, unless the connection falls silent, and what comes first counts */
  constructor(statement: FixedStatement, values: readonly string[], settle: Settle) {
    this.#statement = statement;
    this.#values = values;
    this.callback = settle;
  }

  submit(connection: pg.Connection): void {
    this.#statement.send(connection, this.#values);
  }

  handleDataRow({ fields }: { readonly fields: TextRow }): void {
    this.#rows.push(fields);
  }

  handleCommandComplete(): void {
    // What counts is the end of the answer.
  }

  handleReadyForQuery(connection: pg.Connection): void {
    this.#statement.keep(connection);
    this.callback(null, this.#rows);
  }

  /** Also called where the connection ends before the answer, or could not be used at all. */
  handleError(error: Error): void {
    this.callback(error, []);
  }

  // What follows is not asked for; a proxy may have its own ideas.

  handleRowDescription(): void {
    // Values are read as text.
  }

  handleEmptyQuery(): void {
    // There is none.
  }

  handlePortalSuspended(): void {
    this.handleError(new Error('the answer was suspended'));
  }

  handleCopyInResponse(): void {
    this.handleError(new Error('the answer is a copy'));
  }

  handleCopyData(): void {
    this.handleError(new Error('the answer is a copy'));
  }
}
