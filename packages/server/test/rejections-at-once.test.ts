import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { pino } from 'pino';
import { createLogger } from '../src/platform/logger.ts';
import { forgetRejections } from '../src/rejections/forget-rejections.ts';
import { RejectionCounter } from '../src/rejections/rejection-counter.ts';
import type { Store } from '../src/store/store.ts';
import { rejectionOf } from './support/noted-rejection.ts';
import { newStorePlace } from './support/open-stores.ts';
import { storeInstallation } from './support/store-rows.ts';
import { ENGINES } from './support/test-instance.ts';

const ROUNDS = 6;
/** Of a key. */
const KEPT = 200;

for (const engine of ENGINES) {
  describe(`nodes that count rejections at once, on ${engine}`, () => {
    it('drop what is too much without waiting for each other in a circle, and lose no call', async () => {
      const place = await newStorePlace(engine);
      try {
        const stores = [await place.open(), await place.open()] as const;
        const tries = { asked: 0, begun: 0 };
        const nodes = stores.map((store) => counting(store, tries));
        const log: string[] = [];
        const stream = { write: (line: string) => log.push(line) };
        const logger = createLogger('debug', pino.multistream([{ level: 'trace', stream }]));
        const counters = nodes.map((node) => new RejectionCounter(node, logger));
        const [nowMs, [one, other]] = [
          await stores[0].nowMs(),
          counters as [RejectionCounter, RejectionCounter],
        ];
        for (let round = 0; round < ROUNDS; round += 1) {
          const rows = await storeInstallation(stores[0]);
          const note = (counter: RejectionCounter, name: string, atMs: number) =>
            counter.note(rejectionOf(rows, `https://${name}.test`, atMs));
          for (let index = 0; index < KEPT; index += 1) note(one, `old-${index}`, nowMs);
          await one.flush();
          // Each sees one half of them again, and new ones; what it would drop for those is the other's half.
          for (let index = 0; index < KEPT; index += 1)
            note(index % 2 === 0 ? one : other, `old-${index}`, nowMs);
          for (const [node, counter] of counters.entries()) {
            for (let index = 0; index < KEPT / 2; index += 1)
              note(counter, `new-${node}-${index}`, nowMs + 1);
          }
          await Promise.all([
            ...counters.map((counter) => counter.flush()),
            ...nodes.map((node) => forgetRejections(node).run()),
          ]);
          assert.deepEqual(log, []);
          assert.equal(tries.begun, tries.asked, 'nothing had to be tried again');
          const kept = await rejectionsOf(stores[0], rows.key.id);
          assert.equal(kept.filter(({ others }) => others === 0).length, KEPT);
          assert.equal(
            kept.reduce((sum, { count }) => sum + count, 0),
            3 * KEPT,
          );
        }
        await Promise.all(counters.map((counter) => counter.close()));
      } finally {
        await place.remove();
      }
    });
  });
}

/** The store begins a change anew whose transaction the database chose to end: here that is seen. */
function counting(
  store: Store,
  tries: { asked: number; begun: number },
): Pick<Store, 'read' | 'write' | 'nowMs'> {
  return {
    read: store.read,
    nowMs: () => store.nowMs(),
    write: (change) => {
      tries.asked += 1;
      return store.write((tx) => {
        tries.begun += 1;
        return change(tx);
      });
    },
  };
}

function rejectionsOf(store: Store, keyId: string) {
  return store.read.selectFrom('rejection').select(['others', 'count']).where('key_id', '=', keyId).execute();
}
