import { setFlagsFromString } from 'node:v8';

/** How much the long-lived objects may grow before V8 looks which of them are still needed. */
const GROWTH_PERCENT = 25;

/**
 * Keeps V8 from allocating short-lived objects among the long-lived ones. It does so where most objects of one kind once
 * outlived two collections, as those of the first busy moments of a server do, and never thinks better of it: from then
 * on each request of every second process or so left its objects for the slow collector (docs/adr/0014-no-pretenuring.md).
 *
 * And keeps it from letting them grow to several times of what is needed, as it does where a machine has memory to spare
 * (docs/adr/0015-heap-growth.md).
 *
 * Must run before what it is about has been compiled.
 */
export function keepHeapSteady(): void {
  setFlagsFromString('--no-allocation-site-pretenuring');
  setFlagsFromString(`--heap-growing-percent=${GROWTH_PERCENT}`);
}
