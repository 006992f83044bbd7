import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { accentOf } from '../src/accent-of.ts';
import { inkOn } from '../src/contrast.ts';
import { contrastRatio, readableOn } from '../src/readable-on.ts';

const color = fc.integer({ min: 0, max: 0xffffff }).map((value) => `#${value.toString(16).padStart(6, '0')}`);

/** The ratio by the letter of WCAG 2.2, linear part included. */
function ratioByTheLetter(one: string, other: string): number {
  const luminance = (text: string) => {
    const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
      const value = Number.parseInt(text.slice(at, at + 2), 16) / 255;
      return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const [high = 0, low = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (high + 0.05) / (low + 0.05);
}

const rows: { why: string; one: string; other: string; ratio: number }[] = [
  { why: 'black on white is the most there is', one: '#000000', other: '#ffffff', ratio: 21 },
  { why: 'a colour on itself is the least', one: '#267a65', other: '#267a65', ratio: 1 },
  { why: 'the well-known grey that just passes', one: '#767676', other: '#ffffff', ratio: 4.54 },
];

for (const { why, one, other, ratio } of rows) {
  test(`contrast: ${why}`, () => assert.ok(Math.abs(contrastRatio(one, other) - ratio) < 0.5));
}

test('contrast: what is written on any colour meets AA', () => {
  fc.assert(
    fc.property(color, (accent) => ratioByTheLetter(inkOn(accent), accent) >= 4.5),
    { numRuns: 5000 },
  );
});

test('contrast: any colour is moved until it meets AA on any paper', () => {
  fc.assert(
    fc.property(color, color, (accent, paper) => ratioByTheLetter(readableOn(paper, accent), paper) >= 4.45),
    { numRuns: 5000 },
  );
});

test('contrast: a colour that can be read stays what it is', () => {
  assert.equal(readableOn('#ffffff', '#1f5f4f'), '#1f5f4f');
});

test('accent: only #rrggbb gets into a style sheet', () => {
  assert.equal(accentOf('#ABCDEF'), '#ABCDEF');
  for (const other of ['red', '#fff', '#1234567', '#123456}', 'url(x)', null, undefined])
    assert.equal(accentOf(other), '#267a65');
});
