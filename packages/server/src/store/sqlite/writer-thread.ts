import { StatementCache } from './connection.ts';
import type { Statements } from './group-commit.ts';
import { serveThread } from './serve-thread.ts';

serveThread<Statements>((database) => {
  const prepared = new StatementCache(database);
  return (statements) => statements.map(({ sql, parameters }) => prepared.run(sql, parameters));
});
