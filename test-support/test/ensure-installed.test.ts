import assert from 'node:assert/strict';
import { test } from 'node:test';
import { npmBefore } from '../../scripts/ensure-installed.mjs';

const rows = [
  { reason: 'the tools’ native parts do not name Node 20.0', version: '20.0.0', elsewhere: true },
  { reason: 'nor 20.18', version: '20.18.3', elsewhere: true },
  { reason: 'nor anything between the two lines that they name', version: '21.7.3', elsewhere: true },
  { reason: 'nor the first of the next line', version: '22.11.0', elsewhere: true },
  { reason: 'from 20.19 on they are installed', version: '20.19.0', elsewhere: false },
  { reason: 'and from 22.12 on', version: '22.12.0', elsewhere: false },
  { reason: 'and on whatever comes later', version: '24.0.0', elsewhere: false },
];

for (const { reason, version, elsewhere } of rows) {
  test(`the install: ${reason}`, () => {
    const before = npmBefore(version);
    if (!elsewhere) return assert.deepEqual(before, []);
    const pinned = process.versions.node;
    assert.deepEqual(before.slice(0, 3), ['exec', '--yes', `--package=node@${pinned}`]);
    assert.equal(before.at(-1), 'npm');
  });
}
