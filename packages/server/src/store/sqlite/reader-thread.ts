import { GATE_SELECT, gateRowReader } from '../gate-query.ts';
import { serveThread } from './serve-thread.ts';

/** A row of bare values, or null where there is none. */
export type GateValues = unknown[] | null;

// Finds keys by their digests, all as of one moment.
serveThread<readonly string[]>((database) => {
  database.exec('pragma query_only = on');
  const begin = database.prepare('begin');
  const commit = database.prepare('commit');
  const byDigest = database.prepare(`${GATE_SELECT} where k.digest = ?`);
  byDigest.setReturnArrays(true);
  // Rows are made of these values on the other side, which goes by their order.
  gateRowReader(byDigest.columns().map(({ name }) => name));
  return (digests) => {
    // In one transaction, since each begins by looking whether anything was committed, and then forgets all pages.
    try {
      begin.run();
      const found = digests.map(
        (digest) => (byDigest.get(digest) as unknown as GateValues | undefined) ?? null,
      );
      commit.run();
      return found;
    } catch (error) {
      // What failed may have ended it already.
      if (database.isTransaction) database.exec('rollback');
      throw error;
    }
  };
});
