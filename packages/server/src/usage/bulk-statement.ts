import { type Compilable, CompiledQuery, type Kysely } from 'kysely';
import type { Schema } from '../store/schema.ts';
import type { StoreTransaction } from '../store/store.ts';

/** Rows a statement: few sizes, so that few statements are ever written out and prepared. */
const SIZES = [500, 100, 20, 5, 1] as const;

/**
 * A statement over many rows, written out once for each size: for thousands of rows a second, putting the text together
 * anew would cost more than all that the counting costs.
 */
export class BulkStatement<Row extends object> {
  readonly #columns: readonly (keyof Row & string)[];
  readonly #write: (db: Kysely<Schema>, rows: readonly Row[]) => Compilable;
  readonly #sizes: readonly number[];
  /** By the statement for one row, which differs from engine to engine, then by size. */
  readonly #texts = new Map<string, Map<number, string>>();

  /**
   * @param columns of every row, in the order in which the statement takes them
   * @param write builds the statement; its parameters must be the rows' values and nothing else
   * @param most rows a statement
   */
  constructor(
    columns: readonly (keyof Row & string)[],
    write: (db: Kysely<Schema>, rows: readonly Row[]) => Compilable,
    most = 500,
  ) {
    this.#columns = columns;
    this.#write = write;
    this.#sizes = SIZES.filter((size) => size <= most);
  }

  /** @returns what the statements returned */
  async run(tx: StoreTransaction, rows: readonly Row[]): Promise<unknown[]> {
    const [sample] = rows;
    if (sample === undefined) return [];
    const texts = this.#textsFor(this.#write(tx.db, [sample]).compile().sql);
    const returned: unknown[] = [];
    for (let from = 0; from < rows.length; ) {
      const size = this.#sizes.find((fitting) => fitting <= rows.length - from) as number;
      const part = rows.slice(from, from + size);
      const text = texts.get(size) ?? this.#textOf(tx, texts, part);
      const answer = await tx.db.executeQuery(CompiledQuery.raw(text, this.#valuesOf(part)));
      for (const row of answer.rows) returned.push(row);
      from += size;
    }
    return returned;
  }

  #textsFor(ofOneRow: string): Map<number, string> {
    const texts = this.#texts.get(ofOneRow) ?? new Map<number, string>();
    this.#texts.set(ofOneRow, texts);
    return texts;
  }

  #textOf(tx: StoreTransaction, texts: Map<number, string>, rows: readonly Row[]): string {
    const { sql, parameters } = this.#write(tx.db, rows).compile();
    if (parameters.length !== rows.length * this.#columns.length) {
      throw new Error('a bulk statement takes the values of its rows and nothing else');
    }
    texts.set(rows.length, sql);
    return sql;
  }

  #valuesOf(rows: readonly Row[]): unknown[] {
    const values: unknown[] = [];
    for (const row of rows) for (const column of this.#columns) values.push(row[column]);
    return values;
  }
}
