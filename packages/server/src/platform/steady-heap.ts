import { setFlagsFromString } from 'node:v8';

/**
 * Keeps V8 from allocating short-lived objects among the long-lived ones. It does so where most objects of one kind once
 * outlived two collections, as those of the first busy moments of a server do, and never thinks better of it: from then
 * on each request of every second process or so left its objects for the slow collector (docs/adr/0014-no-pretenuring.md).
 *
 * Must run before what it is about has been compiled.
 */
export function keepHeapSteady(): void {
  setFlagsFromString('--no-allocation-site-pretenuring');
}
