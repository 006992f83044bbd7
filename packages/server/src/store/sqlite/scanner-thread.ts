import { StatementCache } from './connection.ts';
import type { Statement } from './group-commit.ts';
import { serveThread } from './serve-thread.ts';

// Reads that may look at very many rows, one after the other.
serveThread<Statement>((database) => {
  database.exec('pragma query_only = on');
  const prepared = new StatementCache(database);
  return ({ sql, parameters }) => prepared.run(sql, parameters);
});
