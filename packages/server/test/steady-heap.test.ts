import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { describe, it } from 'node:test';
import { promisify } from 'node:util';

const MODULE = new URL('../src/platform/steady-heap.ts', import.meta.url).href;
const MB = 1024 * 1024;

/** A process that keeps some 30 MB and lets go of ten times as much that has become old. @returns its largest heap, bytes */
async function largestHeap(isSteady: boolean): Promise<number> {
  const script = `
    if (${isSteady}) (await import(${JSON.stringify(MODULE)})).keepHeapSteady();
    const kept = new Array(300_000).fill(null);
    let largest = 0;
    for (let round = 0; round < 3_000_000; round += 1) {
      kept[(round * 7_919) % kept.length] = { round, text: [round] };
      if (round % 50_000 === 0) {
        largest = Math.max(largest, process.memoryUsage().heapTotal);
        await new Promise((resolve) => setTimeout(resolve, 5));
      }
    }
    process.stdout.write(String(largest));
  `;
  // Said here, since by itself V8 goes by the machine's memory.
  const parameters = ['--max-old-space-size=4096', '--input-type=module', '--eval', script];
  const { NODE_OPTIONS: _, ...env } = process.env;
  const { stdout, stderr } = await promisify(execFile)(process.execPath, parameters, { env });
  assert.equal(stderr, '', 'V8 knows the flags');
  return Number(stdout);
}

describe('the heap of a server', () => {
  it('is not left to grow to several times of what is needed', async () => {
    const steady = await largestHeap(true);
    const free = await largestHeap(false);
    assert.ok(steady < free - 40 * MB, `${steady / MB} MB, ${free / MB} MB where nothing keeps it steady`);
  });
});
