import assert from 'node:assert/strict';
import { it } from 'node:test';
import fc from 'fast-check';
import { linesOf } from '../src/activity/lines-of.ts';

it('lines come back as they were written, wherever the file is cut', async () => {
  const line = fc.string({
    unit: fc.constantFrom('a', '"', '\u2028', '\u2029', '\u0085', '\r\u2028', '\u{1f600}'),
  });
  const pieces = async function* (text: string, length: number) {
    for (let from = 0; from < text.length; from += length) yield text.slice(from, from + length);
  };
  await fc.assert(
    fc.asyncProperty(
      fc.array(line),
      fc.constantFrom('\n', '\r\n'),
      fc.integer({ min: 1, max: 9 }),
      async (lines, end, length) => {
        const text = lines.map((one) => one + end).join('');
        assert.deepEqual(await all(linesOf(pieces(text, length))), lines);
        const openEnded = text.slice(0, -end.length);
        const last = lines.at(-1) === '' ? lines.slice(0, -1) : lines;
        assert.deepEqual(await all(linesOf(pieces(openEnded, length))), last);
      },
    ),
  );
});

async function all(lines: AsyncIterable<string>): Promise<string[]> {
  const read: string[] = [];
  for await (const line of lines) read.push(line);
  return read;
}
