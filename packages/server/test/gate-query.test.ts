import assert from 'node:assert/strict';
import { it } from 'node:test';
import { GATE_SELECT, KEYLESS_SELECT, PREVIEW_SELECT } from '../src/store/gate-query.ts';

const columnsOf = (sql: string) => [...sql.matchAll(/ as (\w+)/g)].map(([, name]) => name);

for (const [what, sql] of [
  ['a deployment in the place of a key', KEYLESS_SELECT],
  ['a preview in the place of a key', PREVIEW_SELECT],
] as const) {
  it(`${what} has every column that a key has: no rule of the gate reads an absent one`, () => {
    assert.deepEqual(columnsOf(sql), columnsOf(GATE_SELECT));
  });
}
