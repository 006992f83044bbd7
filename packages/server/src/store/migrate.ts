import { type Kysely, sql } from 'kysely';
import { MIGRATIONS, type Migrations } from './migrations/index.ts';

/**
 * Brings a database to the newest schema, one step after the other, inside the transaction of `db`.
 * A database that knows steps which this version does not is refused: an older program must not write to it.
 *
 * @param db a connection inside a transaction that no other migrating process can be in
 * @param now epoch ms, written beside each applied step
 * @param migrations the steps this version knows
 * @returns the names of the steps applied now
 * @throws Error when the database was made by a newer version
 */
export async function migrate(
  db: Kysely<unknown>,
  now: number,
  migrations: Migrations = MIGRATIONS,
): Promise<string[]> {
  await db.schema
    .createTable('schema_migration')
    .ifNotExists()
    .addColumn('name', 'text', (c) => c.notNull().primaryKey())
    .addColumn('applied_at', 'bigint', (c) => c.notNull())
    .execute();
  const { rows } = await sql<{ name: string }>`select name from schema_migration`.execute(db);
  const applied = new Set(rows.map((row) => row.name));
  const known = new Set(migrations.map(([name]) => name));
  const foreign = [...applied].filter((name) => !known.has(name));
  if (foreign.length > 0) {
    throw new Error(
      `the database was written by a newer version of Wicketgate (it has ${foreign.join(', ')}): start that version, or restore a backup`,
    );
  }
  const pending = migrations.filter(([name]) => !applied.has(name));
  for (const [name, migration] of pending) {
    await migration.up(db);
    await sql`insert into schema_migration (name, applied_at) values (${name}, ${now})`.execute(db);
  }
  return pending.map(([name]) => name);
}
