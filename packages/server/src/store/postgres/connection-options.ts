import pg from 'pg';

const INT8 = 20;
/** What PostgreSQL makes of a sum over bigint. */
const NUMERIC = 1700;
const CONNECT_TIMEOUT_MS = 3_000;
const STATEMENT_TIMEOUT_MS = 15_000;

/**
 * What every connection of ours has in common. Our bigints are epoch milliseconds and counters: safe as numbers.
 * Read-only is the default, so that only a transaction that says otherwise can write.
 */
export function connectionOptions(url: string): pg.ClientConfig {
  return {
    connectionString: url,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    statement_timeout: STATEMENT_TIMEOUT_MS,
    query_timeout: STATEMENT_TIMEOUT_MS,
    keepAlive: true,
    options: '-c default_transaction_read_only=on',
    application_name: 'wicketgate',
    types: {
      getTypeParser: ((oid: number, format?: 'text' | 'binary') =>
        oid === INT8 || oid === NUMERIC
          ? Number
          : pg.types.getTypeParser(oid, format as 'text')) as typeof pg.types.getTypeParser,
    },
  };
}
