import assert from 'node:assert/strict';
import { it } from 'node:test';
import {
  GATE_SELECT,
  gateRowReader,
  KEYLESS_SELECT,
  PREVIEW_SELECT,
  toGateRow,
  toGateRowOfTexts,
} from '../src/store/gate-query.ts';

const columnsOf = (sql: string) => [...sql.matchAll(/ as (\w+)/g)].map(([, name]) => name);

for (const [what, sql] of [
  ['a deployment in the place of a key', KEYLESS_SELECT],
  ['a preview in the place of a key', PREVIEW_SELECT],
] as const) {
  it(`${what} has every column that a key has: no rule of the gate reads an absent one`, () => {
    assert.deepEqual(columnsOf(sql), columnsOf(GATE_SELECT));
  });
}

it('each value of a row goes by the name of its column', () => {
  const names = columnsOf(GATE_SELECT);
  assert.deepEqual(
    Object.entries(toGateRow(names)),
    names.map((name) => [name, name]),
  );
});

it('rows of other columns, or in another order, are not read', () => {
  const names = columnsOf(GATE_SELECT) as string[];
  assert.deepEqual(gateRowReader(names)(names), toGateRow(names));
  for (const others of [names.slice(1), [...names, 'more'], names.toReversed()]) {
    assert.throws(() => gateRowReader(others), /reads other columns/);
  }
});

it('of a row of texts the numbers are read, and what is absent stays absent', () => {
  const names = columnsOf(GATE_SELECT);
  const numbers = Object.entries(toGateRowOfTexts(names.map(() => '7')))
    .filter(([, value]) => value === 7)
    .map(([name]) => name);
  assert.deepEqual(
    numbers,
    names.filter((name = '') =>
      /_at$|^(operator|allow_localhost|rate_limit|paused|keyless_embedding)$/.test(name),
    ),
  );
  assert.ok(Object.values(toGateRowOfTexts(names.map(() => null))).every((value) => value === null));
});
