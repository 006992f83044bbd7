import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type DenyReason, decide, denyDetail } from '../src/index.ts';
import { type PlainFacts, type PlainSubject, readFacts } from './plain-facts.ts';
import { readVectors } from './vectors.ts';

interface DecisionVectors {
  defaults: PlainFacts;
  subjects: Record<string, PlainSubject>;
  rows: { reason: string; facts: Partial<PlainFacts>; allow: boolean; code?: DenyReason }[];
}

const { defaults, subjects, rows } = readVectors<DecisionVectors>('decisions.json');

describe('denyDetail: says what to change', () => {
  const key = (subject: string) =>
    ({ kind: 'key', type: 'publishable', fromBrowser: true, subject }) satisfies PlainFacts['credential'];
  const serverKey = (subject: string) =>
    ({ kind: 'key', type: 'secret', fromBrowser: false, subject }) satisfies PlainFacts['credential'];
  const words: [reason: string, facts: Partial<PlainFacts>, words: string[]][] = [
    [
      'a site that is not listed is named, with the place to add it',
      { origin: 'https://www.example.com' },
      ["https://www.example.com is not in this key's allowed domains", 'Install → Allowed domains'],
    ],
    ['the null origin is explained', { origin: 'null' }, ['sandboxed frame']],
    ['a missing Origin has a way out', { origin: null }, ['POST', 'custom deployment']],
    ["a paused chatbot gives the owner's own words", { credential: key('paused') }, ['Back at nine.']],
    [
      'a keyless call to a paused chatbot too',
      { credential: { kind: 'keyless', candidates: ['keyless_paused'] }, origin: 'https://a.example.com' },
      ['Back at nine.'],
    ],
    ['an address is masked', { credential: key('ips') }, ['203.0.113.0/24']],
    [
      'a secret key in a browser must be rotated',
      { credential: { ...serverKey('custom'), fromBrowser: true } },
      ['rotate this one'],
    ],
    ['a publishable key at the management door', { door: 'management' }, ['secret API key']],
    ['an API key at the widget door', { credential: serverKey('api_key') }, ['Use the key of a deployment']],
    [
      "a deployment's key at the management door",
      { door: 'management', credential: serverKey('custom') },
      ['Use an API key'],
    ],
    [
      'a chatbot ID that opens nothing is no key that was copied wrongly',
      { credential: { kind: 'keyless', candidates: null } },
      ['allow keyless embedding'],
    ],
    [
      'a chatbot ID has no list of its own, but its deployments have',
      { credential: { kind: 'keyless', candidates: ['keyless_a'] }, origin: 'https://b.example.com' },
      ["the allowed domains of this chatbot's deployments"],
    ],
    [
      'a caller whose address is unknown is not sent to add it',
      { credential: key('ips'), address: null },
      ['address is unknown'],
    ],
  ];
  for (const [reason, facts, expected] of words) {
    it(reason, () => {
      const read = readFacts({ ...defaults, ...facts }, subjects);
      const decision = decide(read);
      assert.ok(!decision.allow);
      const detail = denyDetail(decision.reason, read);
      for (const word of expected) assert.ok(detail.includes(word), detail);
    });
  }

  it('control characters and reordering of a hostile Origin do not reach the message', () => {
    const read = readFacts(
      { ...defaults, origin: `https://a\u202e\r\nSet-Cookie: x\u0000${'a'.repeat(999)}` },
      subjects,
    );
    const detail = denyDetail('origin_not_allowed', read);
    assert.ok(!/[\p{Cc}\p{Cf}]/u.test(detail) && detail.length < 300, detail);
  });

  it('an unknown key is told as little as a key that was deleted', () => {
    const unknown = readFacts({ ...defaults, credential: { ...key('website'), subject: null } }, subjects);
    const detail = denyDetail('key_invalid', unknown);
    assert.ok(!/revoked|expired|deployment/.test(detail), detail);
  });
});

describe('denyDetail: never tells the allowed list, the exact address or an id', () => {
  for (const row of rows) {
    if (row.allow) continue;
    it(row.reason, () => {
      const facts = readFacts({ ...defaults, ...row.facts }, subjects);
      const detail = denyDetail(row.code ?? 'key_invalid', facts);
      const plain = { ...defaults, ...row.facts };
      const secrets = ['dep_', 'key_', 'bot_', '198.51.100', '2001:db8', plain.address ?? 'none'];
      if (plain.origin !== 'https://app.example.com') secrets.push('https://app.example.com ');
      for (const secret of secrets) assert.ok(!detail.includes(secret), `${detail} tells ${secret}`);
    });
  }
});
