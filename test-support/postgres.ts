import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { launchCluster, type ServerSettings } from './postgres-cluster.ts';

/** A real PostgreSQL for tests. */
export type Postgres = {
  /** Where the server is: `postgres://…/postgres`, a role that may create databases. */
  readonly url: string;
  /**
   * Makes an empty database, so that suites that share the server do not see each other.
   * @param name what it is for, `[a-z0-9_]`; a random suffix is added
   * @returns its address
   */
  createDatabase(name: string): Promise<string>;
  /** Drops what createDatabase made; ends the server too if this call started it. Safe to call twice. */
  stop(): Promise<void>;
};

/**
 * Uses the server that TEST_DATABASE_URL names, else starts a throw-away one on a free port of 127.0.0.1.
 * The test runner starts one and sets the variable, so that all suites of a run share it; a suite that is run
 * by hand gets its own. See postgres-binaries.ts for where the binaries come from.
 *
 * @param settings of a server of its own, beyond those that suit tests
 * @throws when no PostgreSQL ≥ 15 is to be found or it does not start; the message has the server's own words
 */
export async function startPostgres(settings: ServerSettings = {}): Promise<Postgres> {
  const shared = process.env['TEST_DATABASE_URL'];
  if (shared) return databasesOn(shared);
  const cluster = await launchCluster(settings);
  return databasesOn(cluster.url, cluster.stop);
}

function databasesOn(url: string, stopServer?: () => Promise<void>): Postgres {
  const created: string[] = [];
  return {
    url,
    async createDatabase(name) {
      if (!/^[a-z0-9_]{1,40}$/.test(name)) throw new Error(`not a plain database name: ${name}`);
      const database = `test_${name}_${randomBytes(5).toString('hex')}`;
      // template0, because nobody can be connected to it: a connection to the template fails the statement.
      await query(url, `CREATE DATABASE ${database} TEMPLATE template0`);
      created.push(database);
      return Object.assign(new URL(url), { pathname: `/${database}` }).href;
    },
    async stop() {
      for (const database of created.splice(0)) await query(url, `DROP DATABASE ${database} WITH (FORCE)`);
      await stopServer?.();
    },
  };
}

async function query(url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}
