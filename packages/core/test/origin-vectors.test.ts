import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  isLocalhost,
  matchesOrigin,
  type Origin,
  type OriginPattern,
  parseOriginHeader,
  parseOriginPattern,
  printOriginPattern,
  splitPatternText,
} from '../src/index.ts';
import { readVectors } from './vectors.ts';

interface OriginVectors {
  patterns: { reason: string; input: string; print: string | null; notices?: number; problem?: string }[];
  headers: {
    reason: string;
    header: string | null;
    kind: string;
    scheme?: string;
    host?: string;
    port?: number;
  }[];
  matches: { reason: string; pattern: string; origin: string; matches: boolean }[];
  localhost: { reason: string; origin: string; localhost: boolean }[];
  split: { reason: string; text: string; entries: string[] }[];
}

const vectors = readVectors<OriginVectors>('origins.json');

describe('parseOriginPattern: what is typed becomes a pattern or a refusal that says what to change', () => {
  for (const row of vectors.patterns) {
    it(row.reason, () => {
      const parsed = parseOriginPattern(row.input);
      if (row.print === null) {
        assert.ok(!parsed.ok, 'should be refused');
        assert.equal(parsed.problem.code, 'origin_pattern_invalid');
        assert.ok(parsed.problem.detail.includes(row.problem ?? ''), parsed.problem.detail);
        return;
      }
      assert.ok(parsed.ok, JSON.stringify(parsed));
      assert.equal(printOriginPattern(parsed.value.pattern), row.print);
      assert.equal(parsed.value.notices.length, row.notices);
    });
  }
});

describe('parseOriginHeader: a header is a browser’s own serialization or nothing', () => {
  for (const row of vectors.headers) {
    it(row.reason, () => {
      const header = parseOriginHeader(row.header ?? undefined);
      assert.equal(header.kind, row.kind);
      if (header.kind === 'refused') assert.ok(header.why.endsWith('.') && header.text.length <= 301);
      if (header.kind !== 'present') return;
      const { scheme, host, port, text } = header.origin;
      assert.deepEqual({ scheme, host, port }, { scheme: row.scheme, host: row.host, port: row.port });
      assert.equal(text, row.header);
      assert.equal(new URL(text).origin, text, 'equals its WHATWG serialization');
    });
  }
});

describe('matchesOrigin: the tuple decides', () => {
  for (const row of vectors.matches) {
    it(row.reason, () => {
      const header = parseOriginHeader(row.origin);
      const matches = header.kind === 'present' && matchesOrigin(patternOf(row.pattern), header.origin);
      assert.equal(matches, row.matches);
    });
  }
});

describe('matchesOrigin does not rely on the header parser', () => {
  const handmade: readonly (readonly [reason: string, host: string])[] = [
    ['a dot alone is no label before the wildcard', '.example.com'],
    ['a trailing dot is another host', 'app.example.com.'],
    ['upper case is another host', 'app.EXAMPLE.com'],
    ['nothing is no host', ''],
  ];
  for (const [reason, host] of handmade) {
    it(reason, () => {
      const origin: Origin = { scheme: 'https', host, port: 443, text: `https://${host}` };
      assert.equal(matchesOrigin(patternOf('*.example.com'), origin), false);
    });
  }
});

describe('isLocalhost: what allowLocalhost allows', () => {
  for (const row of vectors.localhost) {
    it(row.reason, () => assert.equal(isLocalhost(originOf(row.origin)), row.localhost));
  }
});

describe('splitPatternText: pasted text becomes entries', () => {
  for (const row of vectors.split) {
    it(row.reason, () => assert.deepEqual(splitPatternText(row.text), row.entries));
  }
});

function patternOf(text: string): OriginPattern {
  const parsed = parseOriginPattern(text);
  assert.ok(parsed.ok);
  return parsed.value.pattern;
}

function originOf(text: string): Origin {
  const header = parseOriginHeader(text);
  assert.ok(header.kind === 'present');
  return header.origin;
}
