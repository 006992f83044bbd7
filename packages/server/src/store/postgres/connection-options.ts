import pg from 'pg';

const INT8 = 20;
/** What PostgreSQL makes of a sum over bigint. */
const NUMERIC = 1700;
const CONNECT_TIMEOUT_MS = 3_000;
/** A peer that is gone is found out that much later, instead of after the two hours that are usual. */
const KEEP_ALIVE_AFTER_MS = 10_000;
export const STATEMENT_TIMEOUT_MS = 15_000;

/**
 * What every connection of ours has in common. Our bigints are epoch milliseconds and counters: safe as numbers.
 * Read-only is the default, so that only a transaction that says otherwise can write; a pooler that hands a
 * connection from transaction to transaction (`?pooler=transaction`) takes no settings of a session, and there the
 * statements alone see to it.
 */
export function connectionOptions(url: string): pg.ClientConfig {
  const settings = isPooled(url)
    ? {}
    : { statement_timeout: STATEMENT_TIMEOUT_MS, options: '-c default_transaction_read_only=on' };
  return {
    connectionString: url,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    ...settings,
    query_timeout: STATEMENT_TIMEOUT_MS,
    keepAlive: true,
    keepAliveInitialDelayMillis: KEEP_ALIVE_AFTER_MS,
    application_name: 'wicketgate',
    types: {
      getTypeParser: ((oid: number, format?: 'text' | 'binary') =>
        oid === INT8 || oid === NUMERIC
          ? Number
          : pg.types.getTypeParser(oid, format as 'text')) as typeof pg.types.getTypeParser,
    },
  };
}

/** The kind of connection that fits: behind a pooler one that takes their names from pg's queries. */
export function clientClass(url: string): typeof pg.Client {
  return isPooled(url) ? NamelessClient : pg.Client;
}

/** @param url as in DATABASE_URL; `?pooler=transaction` says that a pooler stands before the server */
export function isPooled(url: string): boolean {
  return URL.parse(url)?.searchParams.get('pooler') === 'transaction';
}

/** A named statement lives in one session of the server, and the next query may be given another session. */
class NamelessClient extends pg.Client {
  // biome-ignore lint/suspicious/noExplicitAny: pg's own signature has ten overloads; this one passes on what it got.
  override query(config: any, ...more: any[]): any {
    const query = super.query as (...args: unknown[]) => unknown;
    if (typeof config?.name !== 'string') return query.call(this, config, ...more);
    const { name: _, ...nameless } = config;
    return query.call(this, nameless, ...more);
  }
}
