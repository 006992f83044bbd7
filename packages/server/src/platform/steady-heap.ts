import { getHeapSpaceStatistics, setFlagsFromString } from 'node:v8';

/** Both halves of the young generation. More does not fit into the caches of a processor, and is only memory. */
const YOUNG_BYTES = 16 * 1024 * 1024;
const LOOK_EVERY_MS = 500;

/**
 * Keeps V8 from allocating short-lived objects among the long-lived ones. It does so where most objects of one kind once
 * outlived two collections, as those of the first busy moments of a server do, and never thinks better of it: from then
 * on each request of every second process or so left its objects for the slow collector (docs/adr/0014-no-pretenuring.md).
 *
 * And keeps the young generation from growing beyond what is good for it (docs/adr/0015-young-generation.md).
 *
 * Must run before what it is about has been compiled.
 */
export function keepHeapSteady(): void {
  setFlagsFromString('--no-allocation-site-pretenuring');
  growYoungGeneration();
  setFlagsFromString('--semi-space-growth-factor=1');
  let mayGrow = false;
  // V8 shrinks it while there is little to do; from there it may grow again.
  setInterval(() => {
    const isSmall = youngBytes() < YOUNG_BYTES;
    if (isSmall === mayGrow) return;
    mayGrow = isSmall;
    setFlagsFromString(`--semi-space-growth-factor=${isSmall ? 2 : 1}`);
  }, LOOK_EVERY_MS).unref();
}

/** While a server starts, most objects survive, and V8 would take that for how it will be. */
function growYoungGeneration(): void {
  let survivors: object[] = [];
  for (let round = 0; round < 100 && youngBytes() < YOUNG_BYTES; round += 1) {
    survivors = Array.from({ length: 5_000 }, (_, index) => ({ index, former: survivors[index] ?? null }));
  }
}

function youngBytes(): number {
  return getHeapSpaceStatistics().find(({ space_name }) => space_name === 'new_space')?.space_size ?? 0;
}
