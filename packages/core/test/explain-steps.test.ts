import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { explain } from '../src/index.ts';
import { type PlainFacts, type PlainSubject, readFacts } from './plain-facts.ts';
import { readVectors } from './vectors.ts';

interface Subjects {
  defaults: PlainFacts;
  subjects: Record<string, PlainSubject>;
}

const { defaults, subjects } = readVectors<Subjects>('decisions.json');

const SECRET = { kind: 'key', type: 'secret', fromBrowser: false } as const;

/** Calls that are let in, and the checks that have nothing to say of them. */
const CALLS: readonly [name: string, facts: Partial<PlainFacts>, notApplicable: readonly string[]][] = [
  ["a website's key", {}, ['address', 'identity']],
  ["a website's key with an identity", { identity: 'proven' }, ['address']],
  [
    'a chatbot ID',
    { origin: 'https://a.example.com', credential: { kind: 'keyless', candidates: ['keyless_a'] } },
    ['key_form', 'key_type', 'key_door', 'key_life', 'quarantine', 'link', 'address', 'identity'],
  ],
  [
    'an API key',
    { door: 'management', origin: null, credential: { ...SECRET, subject: 'api_key' } },
    ['link', 'origin', 'address', 'chatbot', 'identity'],
  ],
  [
    'an API key for some addresses',
    {
      door: 'management',
      origin: null,
      address: '198.51.100.1',
      credential: { ...SECRET, subject: 'api_key_ips' },
    },
    ['link', 'origin', 'chatbot', 'identity'],
  ],
  [
    "a custom deployment's key",
    { origin: null, credential: { ...SECRET, subject: 'custom' } },
    ['origin', 'address', 'identity'],
  ],
];

describe('explain: what was looked at, and what does not concern a call', () => {
  for (const [name, facts, notApplicable] of CALLS) {
    it(name, () => {
      const { allow, steps } = explain(readFacts({ ...defaults, ...facts }, subjects));
      assert.equal(allow, true);
      const told = new Map(steps.map(({ check, verdict }) => [check as string, verdict]));
      assert.equal(told.size, 16);
      for (const [check, verdict] of told) {
        assert.equal(verdict, notApplicable.includes(check) ? 'not_applicable' : 'pass', check);
      }
    });
  }
});
