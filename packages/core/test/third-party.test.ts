import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { describe, it } from 'node:test';
import { matchesOrigin, parseOriginHeader, parseOriginPattern, printOriginPattern } from '../src/index.ts';
import { readVectors } from './vectors.ts';

const HOST = 'app.example.com';
const PATTERN = `http://${HOST}`;

describe('web-platform-tests, cors/origin: none of the values that a browser must not accept matches http://HOST', () => {
  const { fail } = readVectors<{ fail: string[] }>('third-party/wpt/wpt-cors-origin.json');
  const values = fail.map(substituteHosts);

  it('the list is complete', () => assert.equal(values.length, 43));
  for (const value of values) {
    it(JSON.stringify(value), () => {
      const header = parseOriginHeader(value);
      assert.ok(header.kind !== 'present' || !matchesOrigin(patternOf(PATTERN), header.origin));
    });
  }
});

describe('web-platform-tests, cors/origin: as list entries only spellings of http://HOST itself allow it', () => {
  const { fail } = readVectors<{ fail: string[] }>('third-party/wpt/wpt-cors-origin.json');
  const meant = new Map([
    ['HOST', 'without a scheme both schemes are meant'],
    ['http://HOST?', 'an empty query is dropped'],
    ['http://HOST/', 'a trailing slash is stripped'],
    ['http://HOST#', 'an empty fragment is dropped'],
    ['http://HOST:80', 'the default port is implied'],
    ['HTTP://HOST(upper)', 'upper case is lowered'],
    ['HTTP://HOST', 'upper case is lowered'],
    ['http://HOST/path', 'a path is dropped with a notice'],
    ['*.PARENT', 'the wildcard is meant'],
    ['http://*.PARENT', 'the wildcard is meant'],
  ]);
  const header = parseOriginHeader(PATTERN);

  for (const value of fail) {
    it(`${JSON.stringify(value)}${meant.has(value) ? `: ${meant.get(value)}` : ''}`, () => {
      const parsed = parseOriginPattern(substituteHosts(value));
      assert.ok(header.kind === 'present');
      assert.equal(parsed.ok && matchesOrigin(parsed.value.pattern, header.origin), meant.has(value));
    });
  }
});

describe('web-platform-tests, url/toascii: hosts in patterns come out as browsers have them', () => {
  const cases = readVectors<(string | { input: string; output: string | null })[]>(
    'third-party/wpt/toascii.json',
  );
  const punycode =
    'the URL standard passes every ASCII host; an A-label that IDNA refuses names no real site';
  const length = 'the URL standard passes lengths that DNS does not have';
  const stricter: readonly (readonly [RegExp, string])[] = [
    [/\.\./, 'the URL standard passes empty labels, which DNS does not have'],
    [/=$/, 'only letters, digits, hyphens and underscores are in host names'],
    [/^xn--(?:a|a\.xn--zca|a-yoc|1ug\.example|zn7c\.com|0\.com)$/, punycode],
    [/[0-9a-z†]{64}|^(?:[0-9]{49,50}\.){5}/, length],
  ];

  for (const row of cases) {
    if (typeof row === 'string') continue;
    const reason = stricter.find(([pattern]) => pattern.test(row.input))?.[1];
    const shown = JSON.stringify(row.input).slice(0, 80);
    it(reason === undefined ? `${shown} becomes ${row.output}` : `${shown} is refused: ${reason}`, () => {
      const parsed = parseOriginPattern(row.input);
      const host = parsed.ok ? printOriginPattern(parsed.value.pattern) : null;
      assert.equal(host, reason === undefined ? row.output : null);
    });
  }
});

describe('Wycheproof, HMAC-SHA256: the primitive behind userHash', () => {
  interface MacGroup {
    tagSize: number;
    tests: { tcId: number; comment: string; key: string; msg: string; tag: string; result: string }[];
  }
  const { testGroups } = readVectors<{ testGroups: MacGroup[] }>(
    'third-party/wycheproof/hmac_sha256_test.json',
  );
  for (const { tagSize, tests } of testGroups) {
    for (const test of tests) {
      it(`${test.tcId} ${test.comment} (${tagSize} bits) is ${test.result}`, () => {
        const mac = createHmac('sha256', Buffer.from(test.key, 'hex')).update(Buffer.from(test.msg, 'hex'));
        const tag = mac.digest('hex').slice(0, tagSize / 4);
        assert.equal(tag === test.tag, test.result === 'valid');
      });
    }
  }
});

function substituteHosts(value: string): string {
  if (value === 'HTTP://HOST(upper)') return `HTTP://${HOST.toUpperCase()}`;
  return value.replaceAll('SUB', 'sub').replaceAll('HOST', HOST).replaceAll('PARENT', 'example.com');
}

function patternOf(text: string) {
  const parsed = parseOriginPattern(text);
  assert.ok(parsed.ok);
  return parsed.value.pattern;
}
