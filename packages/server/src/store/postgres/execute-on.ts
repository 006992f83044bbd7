import type { QueryResult } from 'kysely';
import type pg from 'pg';
import type { Execute } from '../kysely-over.ts';
import { postgresError } from './postgres-errors.ts';

/** What runs kysely's statements on a connection, or each on any of a pool. */
export function executeOn(connection: pg.Pool | pg.PoolClient): Execute {
  return async (text, values): Promise<QueryResult<unknown>> => {
    try {
      const result = await connection.query(text, values as unknown[]);
      return { rows: result.rows, numAffectedRows: BigInt(result.rowCount ?? 0) };
    } catch (error) {
      throw postgresError(error);
    }
  };
}
