import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { DENY_REASONS, explain, type NearMissKind, suggestChange } from '../src/index.ts';
import { gateFacts } from './arbitraries.ts';
import { type PlainFacts, type PlainSubject, readFacts } from './plain-facts.ts';
import { readVectors } from './vectors.ts';

const { defaults, subjects } = readVectors<{
  defaults: PlainFacts;
  subjects: Record<string, PlainSubject>;
}>('decisions.json');

const ROWS: readonly (readonly [
  reason: string,
  origin: string,
  entry: string | null,
  near: NearMissKind | null,
])[] = [
  ['the other scheme', 'http://app.example.com', 'http://app.example.com', 'scheme'],
  ['another port', 'https://app.example.com:8443', 'https://app.example.com:8443', 'port'],
  ['a subdomain', 'https://shop.example.com', 'https://shop.example.com', 'subdomain'],
  ['the apex', 'https://example.com', 'https://example.com', 'apex'],
  ['www', 'https://www.app.example.com', 'https://www.app.example.com', 'www'],
  ['a stranger may be a site of ours', 'https://elsewhere.test', 'https://elsewhere.test', null],
  ['a look-alike is never suggested', 'https://app.examp1e.com', null, 'lookalike'],
  ['no entry allows what names no website', 'null', null, null],
];

describe('what would let a refused call in', () => {
  for (const [reason, origin, entry, near] of ROWS) {
    it(reason, () => {
      const { suggestion } = explain(readFacts({ ...defaults, origin }, subjects));
      assert.deepEqual([suggestion?.entry, suggestion?.nearMiss], [entry, near]);
      if (entry !== null) assert.ok(suggestion?.detail.includes(entry));
    });
  }

  it('of a keyless call the domains of all candidates are near', () => {
    const credential = { kind: 'keyless' as const, candidates: ['keyless_tried'] };
    const { suggestion } = explain(
      readFacts({ ...defaults, credential, origin: 'http://new.example.com' }, subjects),
    );
    assert.equal(suggestion?.nearMiss, 'scheme');
  });

  it('every reason has words for every call', () => {
    fc.assert(
      fc.property(gateFacts, fc.constantFrom(...DENY_REASONS), (facts, reason) => {
        assert.match(suggestChange(reason, facts).detail, /\S.*\.$/s);
      }),
    );
  });
});
