import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { describe, it } from 'node:test';
import { promisify } from 'node:util';

const MODULE = new URL('../src/platform/steady-heap.ts', import.meta.url).href;
const MB = 1024 * 1024;

/** A process in which most objects survive, as while a server starts. @returns what its young generation came to, bytes */
async function youngBytes(isSteady: boolean): Promise<number> {
  const script = `
    import { getHeapSpaceStatistics } from 'node:v8';
    if (${isSteady}) (await import(${JSON.stringify(MODULE)})).keepHeapSteady();
    let survivors = [];
    for (let round = 0; round < 60; round += 1) {
      const next = [];
      for (let index = 0; index < 50_000; index += 1) next.push({ index, former: [index] });
      survivors = [survivors.slice(-1), next];
    }
    const young = getHeapSpaceStatistics().find(({ space_name }) => space_name === 'new_space');
    process.stdout.write(String(young.space_size));
    process.exit(survivors.length > 0 ? 0 : 1);
  `;
  const { stdout, stderr } = await promisify(execFile)(process.execPath, [
    '--input-type=module',
    '--eval',
    script,
  ]);
  assert.equal(stderr, '', 'V8 knows the flags');
  return Number(stdout);
}

describe('the heap of a server', () => {
  it('has a young generation of some 16 MB, however many objects survive', async () => {
    const [steady, free] = await Promise.all([youngBytes(true), youngBytes(false)]);
    assert.ok(free > 40 * MB, `${free} bytes where nothing holds it`);
    assert.ok(steady >= 8 * MB && steady < 32 * MB, `${steady} bytes`);
  });
});
