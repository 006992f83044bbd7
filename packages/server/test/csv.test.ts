import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { csvLine } from '../src/http/csv.ts';

const ROWS: readonly [reason: string, cell: string | number | null, line: string][] = [
  ['a word stays a word', 'word', 'word\r\n'],
  ['nothing is an empty cell', null, '\r\n'],
  ['an empty text is an empty cell', '', '\r\n'],
  ['a number is no formula, even below zero', -7, '-7\r\n'],
  ['a comma needs quotes', 'a,b', '"a,b"\r\n'],
  ['so does a semicolon, which some spreadsheets split at', 'a;b', '"a;b"\r\n'],
  ['a quote is doubled', 'say "hi"', '"say ""hi"""\r\n'],
  ['a line end stays inside its cell', 'a\r\nb', '"a\r\nb"\r\n'],
  ['so does the half of one', 'a\rb', '"a\rb"\r\n'],
  ['and the other half', 'a\nb', '"a\nb"\r\n'],
  ['white space at the beginning is kept by quotes', ' a', '" a"\r\n'],
  ['and so at the end', 'a ', '"a "\r\n'],
  ['a formula is a text', '=1+1', `"'=1+1"\r\n`],
  ['a call of another program is a text', `=cmd|'/C calc'!A0`, `"'=cmd|'/C calc'!A0"\r\n`],
  ['a plus begins a formula', '+49 30 1', `"'+49 30 1"\r\n`],
  ['a minus begins a formula', '-1+1', `"'-1+1"\r\n`],
  ['an at sign begins one in some', '@SUM(A1)', `"'@SUM(A1)"\r\n`],
  ['white space in front does not hide it', ' \t=1', `"' \t=1"\r\n`],
  ['a full-width equals sign is one too', '\uFF1D1', `"'\uFF1D1"\r\n`],
  ['a tab at the beginning is swallowed, and what follows counts', '\tx', `"'\tx"\r\n`],
  ['so is a line end', '\nx', `"'\nx"\r\n`],
  ['and so is the half of one', '\rx', `"'\rx"\r\n`],
  ['a sign inside is no beginning', 'a=b', 'a=b\r\n'],
];

describe('a line of CSV', () => {
  for (const [reason, cell, line] of ROWS) {
    it(reason, () => assert.equal(csvLine([cell]), line));
  }

  for (const sign of ['=', '+', '-', '@', '|', '\uFF1D', '\uFF0B', '\uFF0D', '\uFF20']) {
    it(`${sign} never begins a cell, whatever that is blank stands before it`, () => {
      for (const before of ['', ' ', '\0', '\u00a0 \0']) {
        assert.ok(csvLine([`${before}${sign}1`]).startsWith(`"'${before}${sign}`), JSON.stringify(before));
      }
    });
  }

  it('has a comma between cells', () => assert.equal(csvLine(['a', 1, null, 'b']), 'a,1,,b\r\n'));

  it('reads back as it was written, but for the apostrophe, and no cell begins a formula', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'grapheme' }), { minLength: 2, maxLength: 5 }), (cells) => {
        const read = readLine(csvLine(cells));
        assert.deepEqual(
          read.map((cell, index) => (cell === `'${cells[index]}` ? cells[index] : cell)),
          cells,
        );
        for (const cell of read) assert.doesNotMatch(cell, /^\s*[=+\-@]/);
      }),
    );
  });
});

/** As RFC 4180 says that a line is read. */
function readLine(line: string): string[] {
  const cells = line.slice(0, -2).match(/("(?:[^"]|"")*"|[^,]*)(?:,|$)/g) ?? [];
  return cells
    .slice(0, line.endsWith(',\r\n') ? undefined : -1)
    .map((cell) => cell.replace(/,$/, ''))
    .map((cell) => (cell.startsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : cell));
}
