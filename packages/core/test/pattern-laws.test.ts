import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import {
  matchesOrigin,
  parseOriginHeader,
  parseOriginPattern,
  parseOriginPatterns,
  printOriginPattern,
  splitPatternText,
} from '../src/index.ts';
import { readOriginPattern } from '../src/origin-pattern.ts';
import { originText, patternText } from './arbitraries.ts';
import { patternOf } from './plain-facts.ts';

describe('laws of origin patterns', () => {
  it('printing and parsing again gives the same pattern, without notices', () => {
    fc.assert(
      fc.property(patternText, (text) => {
        const pattern = patternOf(text);
        const printed = printOriginPattern(pattern);
        assert.deepEqual(parseOriginPattern(printed), { ok: true, value: { pattern, notices: [] } });
        assert.equal(printOriginPattern(patternOf(printed)), printed);
      }),
    );
  });

  it('what was printed is read back the same, and nothing else is', () => {
    fc.assert(
      fc.property(patternText, fc.string(), fc.nat(), (text, noise, at) => {
        const pattern = patternOf(text);
        const printed = printOriginPattern(pattern);
        assert.deepEqual(readOriginPattern(printed), pattern);
        const spot = at % (printed.length + 1);
        const altered = printed.slice(0, spot) + noise + printed.slice(spot);
        const read = readOriginPattern(altered);
        if (read === null) return;
        assert.equal(printOriginPattern(read), altered);
        assert.match(read.host, /^[a-z0-9._:[\]-]+$/, 'no text that no parsed host can be');
      }),
    );
  });

  it('any text is a pattern that prints and parses, or a refusal with a reason', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.constantFrom('', 'https://', '*.'), (text, before) => {
        const parsed = parseOriginPattern(before + text);
        if (!parsed.ok) {
          assert.equal(parsed.problem.code, 'origin_pattern_invalid');
          return;
        }
        assert.deepEqual(patternOf(printOriginPattern(parsed.value.pattern)), parsed.value.pattern);
      }),
      { numRuns: 2000 },
    );
  });

  it('matching depends on the tuple alone', () => {
    fc.assert(
      fc.property(patternText, originText, fc.string(), (text, origin, otherText) => {
        const header = parseOriginHeader(origin);
        assert.ok(header.kind === 'present', origin);
        const { scheme, host, port } = header.origin;
        const retold = { scheme, host, port, text: otherText };
        assert.equal(
          matchesOrigin(patternOf(text), retold),
          matchesOrigin(patternOf(printOriginPattern(patternOf(text))), header.origin),
        );
      }),
    );
  });

  it('a browser origin, taken as a pattern, matches itself; a wildcard below it does not', () => {
    fc.assert(
      fc.property(originText, (text) => {
        const header = parseOriginHeader(text);
        assert.ok(header.kind === 'present');
        assert.ok(matchesOrigin(patternOf(text), header.origin));
        const below = parseOriginPattern(text.replace('://', '://*.'));
        assert.ok(!below.ok || !matchesOrigin(below.value.pattern, header.origin));
      }),
    );
  });

  it('a present origin equals its own WHATWG serialization', () => {
    fc.assert(
      fc.property(fc.oneof(originText, fc.webUrl(), fc.string()), (text) => {
        const header = parseOriginHeader(text);
        if (header.kind === 'present') assert.equal(new URL(text).origin, text);
      }),
      { numRuns: 1000 },
    );
  });

  it('splitting pasted text undoes joining entries, whatever separates them', () => {
    const separator = fc.stringMatching(/^[\s,]{1,3}$/);
    fc.assert(
      fc.property(fc.array(patternText), separator, (entries, between) => {
        assert.deepEqual(splitPatternText(entries.join(between)), entries);
      }),
    );
  });

  it('a parsed list has each pattern once, and says what it dropped', () => {
    fc.assert(
      fc.property(fc.array(patternText, { maxLength: 30 }), (list) => {
        const parsed = parseOriginPatterns(list, '/origins');
        assert.ok(parsed.ok);
        const printed = parsed.value.patterns.map(printOriginPattern);
        assert.deepEqual(printed, [...new Set(list.map((text) => printOriginPattern(patternOf(text))))]);
      }),
    );
  });
});
