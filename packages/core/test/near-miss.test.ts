import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import {
  matchesOrigin,
  NEAR_MISS_KINDS,
  type NearMissKind,
  nearMiss,
  type Origin,
  parseOriginHeader,
  parseOriginPattern,
  printOriginPattern,
} from '../src/index.ts';
import { originText, patternText } from './arbitraries.ts';
import { patternOf } from './plain-facts.ts';

type Row = readonly [
  reason: string,
  origin: string,
  patterns: readonly string[],
  kind: NearMissKind | null,
  nearly?: string,
];

const ROWS: readonly Row[] = [
  ['an allowed origin misses nothing', 'https://example.com', ['example.com'], null],
  ['an empty list has nothing near', 'https://example.com', [], null],
  ['another site is no near miss', 'https://elsewhere.test', ['example.com'], null],
  ['http where https is listed', 'http://example.com', ['https://example.com'], 'scheme'],
  ['https where http is listed', 'https://example.com', ['http://example.com'], 'scheme'],
  ['the scheme differs on the same port', 'http://example.com:8443', ['https://example.com:8443'], 'scheme'],
  ['the scheme differs below a wildcard', 'http://a.example.com', ['https://*.example.com'], 'scheme'],
  ['another port', 'https://example.com:8443', ['example.com'], 'port'],
  ['the default port where another is listed', 'https://example.com', ['https://example.com:8443'], 'port'],
  ['another port of an address', 'http://203.0.113.7:3000', ['http://203.0.113.7'], 'port'],
  ['another port of an IPv6 address', 'http://[2001:db8::7]:3000', ['http://[2001:db8::7]'], 'port'],
  ['another port of a single label', 'http://intranet:3000', ['http://intranet'], 'port'],
  ['www is missing in the list', 'https://www.example.com', ['example.com'], 'www'],
  ['www is too much in the list', 'https://example.com', ['www.example.com'], 'www'],
  ['the apex under its wildcard', 'https://example.com', ['*.example.com'], 'apex'],
  ['the apex of a listed subdomain', 'https://example.com', ['app.example.com'], 'apex'],
  ['a subdomain of a listed domain', 'https://app.example.com', ['example.com'], 'subdomain'],
  ['a sister of a listed subdomain', 'https://app.example.com', ['shop.example.com'], 'subdomain'],
  ['a subdomain under a two-part suffix', 'https://a.example.co.uk', ['example.co.uk'], 'subdomain'],
  ['a neighbour under a two-part suffix is a stranger', 'https://other.co.uk', ['example.co.uk'], null],
  ['a neighbour on a shared platform is a stranger', 'https://alice.github.io', ['octocat.github.io'], null],
  ['another address is no near miss', 'http://203.0.113.8', ['203.0.113.7'], null],
  ['another single label is no near miss', 'http://intranets', ['intranet'], null],
  ['Cyrillic а for a', 'https://xn--exmple-4nf.com', ['example.com'], 'lookalike'],
  ['all letters of it Cyrillic', 'https://xn--80ak6aa92e.com', ['apple.com'], 'lookalike'],
  ['Greek ο for o', 'https://xn--ggle-0nda.com', ['google.com'], 'lookalike'],
  ['an accent', 'https://xn--exmple-xta.com', ['example.com'], 'lookalike'],
  [
    'three letters of it, below another name',
    'https://www.xn--ggl-tdd6ba.com',
    ['mail.google.com'],
    'lookalike',
  ],
  ['a homograph below a name of its own', 'https://shop.xn--exmple-4nf.com', ['example.com'], 'lookalike'],
  [
    'a homograph within the own domain',
    'https://xn--pp-6kc.example.com',
    ['app.example.com', 'www.example.com'],
    'lookalike',
    'app.example.com',
  ],
  ['a digit for a letter', 'https://examp1e.com', ['example.com'], 'lookalike'],
  ['digits for letters, however many', 'https://g00g1e.com', ['google.com'], 'lookalike'],
  ['rn for m', 'https://exarnple.com', ['example.com'], 'lookalike'],
  ['vv for w', 'https://vvicketgate.test', ['wicketgate.test'], 'lookalike'],
  ['a letter too many', 'https://exaample.com', ['example.com'], 'lookalike'],
  ['a letter too few', 'https://exmple.com', ['example.com'], 'lookalike'],
  ['another letter', 'https://exanple.com', ['example.com'], 'lookalike'],
  ['two letters swapped', 'https://examlpe.com', ['example.com'], 'lookalike'],
  ['an ending one letter off', 'https://example.co', ['example.com'], 'lookalike'],
  ['two edits are another name', 'https://exzzple.com', ['example.com'], null],
  ['a letter moved and another in its place is another name', 'https://exampxl.com', ['example.com'], null],
  ['on either side of it', 'https://exampex.com', ['example.com'], null],
  ['two swaps are another name', 'https://xeampel.com', ['example.com'], null],
  ['another ending is another name', 'https://example.org', ['example.com'], null],
  ['of short names every other one is near', 'https://abd.com', ['abc.com'], null],
  ['one short name is enough for that', 'https://abcd.com', ['abc.com'], null],
  ['in the list or before it', 'https://abc.com', ['abcd.com'], null],
  ['a name is short whatever its ending', 'https://ac.co.uk', ['ab.co.uk'], null],
  ['a single label in front of a domain is no near miss', 'https://intranet.example.com', ['intranet'], null],
  ['nor is a domain that begins with one', 'http://intranet', ['intranet.example.com'], null],
  ['a stranger in front of a listed one', 'https://example.com', ['example.com.shop.test'], 'lookalike'],
  ['a listed host in front of a stranger', 'https://example.com.evil.test', ['example.com'], 'lookalike'],
  ['a look-alike of a wildcard’s domain', 'https://a.examp1e.com', ['*.example.com'], 'lookalike'],
  [
    'a look-alike on purpose in the list is the nearer one',
    'https://www.examp1e.com',
    ['example.com', 'examp1e.com'],
    'www',
    'examp1e.com',
  ],
  [
    'the nearest of several is told',
    'http://www.example.com',
    ['example.com', '*.shop.example.com', 'https://www.example.com'],
    'scheme',
    'https://www.example.com',
  ],
];

describe('near misses', () => {
  for (const [reason, text, list, kind, nearly] of ROWS) {
    it(`${reason}: ${text}`, () => {
      const found = nearMiss(originOf(text), list.map(patternOf));
      assert.equal(found?.kind ?? null, kind);
      if (nearly !== undefined) assert.equal(found && printOriginPattern(found.pattern), nearly);
    });
  }

  it('the table has every kind', () => {
    const told = new Set(ROWS.map(([, , , kind]) => kind));
    assert.deepEqual(
      NEAR_MISS_KINDS.filter((kind) => !told.has(kind)),
      [],
    );
  });
});

describe('laws of near misses', () => {
  const patterns = fc.array(patternText.map(patternOf), { maxLength: 6 });

  it('what a pattern allows is no near miss, and a near miss is allowed by no pattern', () => {
    fc.assert(
      fc.property(originText.map(originOf), patterns, (origin, list) => {
        const allowed = list.some((pattern) => matchesOrigin(pattern, origin));
        const found = nearMiss(origin, list);
        assert.ok(found === null || !allowed);
        assert.ok(found === null || list.includes(found.pattern));
      }),
      { numRuns: 500 },
    );
  });

  it('a suggestion is an entry that allows this origin and no other; a look-alike gets none', () => {
    fc.assert(
      fc.property(originText.map(originOf), originText.map(originOf), patterns, (origin, other, list) => {
        const found = nearMiss(origin, list);
        if (found === null) return;
        assert.equal(found.suggestion === null, found.kind === 'lookalike');
        if (found.suggestion === null) return;
        const text = printOriginPattern(found.suggestion);
        assert.deepEqual(parseOriginPattern(text), {
          ok: true,
          value: { pattern: found.suggestion, notices: [] },
        });
        assert.ok(matchesOrigin(found.suggestion, origin));
        assert.equal(matchesOrigin(found.suggestion, other), other.text === origin.text);
        assert.equal(nearMiss(origin, [...list, found.suggestion]), null);
      }),
      { numRuns: 1000 },
    );
  });

  it('the order of the list does not matter', () => {
    fc.assert(
      fc.property(originText.map(originOf), patterns, (origin, list) => {
        assert.equal(nearMiss(origin, list)?.kind, nearMiss(origin, [...list].reverse())?.kind);
      }),
    );
  });

  it('one slip of the finger in a registered name never becomes a suggestion', () => {
    const name = fc.stringMatching(/^[b-y]{5,12}$/);
    fc.assert(
      fc.property(name, fc.nat(), fc.constantFrom('insert', 'delete', 'replace'), (right, seed, slip) => {
        const at = seed % right.length;
        const wrong =
          right.slice(0, at) + (slip === 'delete' ? '' : 'z') + right.slice(slip === 'insert' ? at : at + 1);
        const found = nearMiss(originOf(`https://${wrong}.example`), [patternOf(`${right}.example`)]);
        assert.deepEqual([found?.kind, found?.suggestion], ['lookalike', null]);
      }),
    );
  });
});

function originOf(text: string): Origin {
  const header = parseOriginHeader(text);
  assert.ok(header.kind === 'present', text);
  return header.origin;
}
