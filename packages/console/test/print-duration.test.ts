import assert from 'node:assert/strict';
import { it } from 'node:test';
import { printDuration } from '../src/ui/print-duration.ts';

for (const [ms, printed, reason] of [
  [0, '0 ms', 'too short to be measured'],
  [850, '850 ms', 'less than a second'],
  [1_000, '1 sec', 'a second'],
  [10_004, '10 sec', 'no more digits than one reads'],
] as const) {
  it(`a duration is told as people say it: ${reason}`, () => assert.equal(printDuration(ms), printed));
}
