import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import {
  DENY_REASONS,
  decide,
  denyDetail,
  explain,
  type GateFacts,
  type GateSubject,
  ipInRange,
  isLocalhost,
  keyEnd,
  keyStatus,
  maskAddress,
  matchesOrigin,
  mintKey,
  parseIpAddress,
  parseIpRange,
  parseKey,
  parseOriginHeader,
  parseOriginPattern,
  parseOriginPatterns,
  printIpRange,
  printOriginPattern,
  splitPatternText,
} from '../src/index.ts';
import {
  address,
  gateFacts,
  keyLife,
  originHeader,
  originText,
  patternText,
  rangeText,
} from './arbitraries.ts';
import { patternOf, rangeOf } from './plain-facts.ts';

describe('laws of keys', () => {
  const kinds = fc.tuple(
    fc.constantFrom<'publishable' | 'secret'>('publishable', 'secret'),
    fc.constantFrom<'live' | 'test'>('live', 'test'),
  );
  const minted = kinds.map(([type, environment]) => mintKey(type, environment, randomBytes).expose());

  it('what is minted parses to what was asked for', () => {
    fc.assert(
      fc.property(kinds, ([type, environment]) => {
        const parsed = parseKey(mintKey(type, environment, randomBytes).expose());
        assert.ok(parsed.ok);
        assert.deepEqual([parsed.value.type, parsed.value.environment], [type, environment]);
      }),
    );
  });

  it('a key with any one character changed is malformed', () => {
    fc.assert(
      fc.property(minted, fc.nat(), fc.string({ minLength: 1, maxLength: 1 }), (key, position, character) => {
        const index = position % key.length;
        const changed = key.slice(0, index) + character + key.slice(index + 1);
        assert.equal(parseKey(changed).ok, changed === key);
      }),
      { numRuns: 2000 },
    );
  });

  it('any other text is malformed, and reading it never throws', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => assert.ok(!parseKey(`cb_live_${text}`).ok)),
    );
  });
});

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

describe('laws of addresses', () => {
  it('a range contains the address that it was made of', () => {
    fc.assert(
      fc.property(rangeText, (text) => {
        const parsed = parseIpAddress(text.slice(0, text.indexOf('/')));
        assert.ok(parsed.ok);
        const isWiderThanMapped = parsed.value.bytes.length !== rangeOf(text).bytes.length;
        assert.ok(isWiderThanMapped || ipInRange(rangeOf(text), parsed.value));
      }),
    );
  });

  it('printing and parsing a range again gives the same range, without host bits', () => {
    fc.assert(
      fc.property(rangeText, (text) => {
        const range = rangeOf(text);
        const again = parseIpRange(printIpRange(range));
        assert.ok(again.ok);
        assert.deepEqual(again.value.range, range);
        assert.equal(again.value.notices.length, range.prefixBits === 0 ? 1 : 0);
      }),
    );
  });

  it('an address prints and parses to itself, and lies in its own mask', () => {
    fc.assert(
      fc.property(address, (one) => {
        assert.deepEqual(parseIpAddress(one.text), { ok: true, value: one });
        assert.ok(ipInRange(rangeOf(maskAddress(one)), one));
      }),
    );
  });

  it('IPv6 in brackets reads and prints as in the URL standard', () => {
    fc.assert(
      fc.property(fc.oneof(fc.ipV6(), fc.stringMatching(/^[0-9a-f:.]{2,20}$/)), (text) => {
        const parsed = parseOriginPattern(`http://[${text}]`);
        const standard = URL.canParse(`http://[${text}]`) ? new URL(`http://[${text}]`).origin : null;
        assert.equal(parsed.ok ? printOriginPattern(parsed.value.pattern) : null, standard);
      }),
      { numRuns: 2000 },
    );
  });
});

describe('laws of the gate', () => {
  it('decide and explain agree on every call', () => {
    fc.assert(
      fc.property(gateFacts, (facts) => {
        const decision = decide(facts);
        const explanation = explain(facts);
        assert.equal(explanation.allow, decision.allow);
        assert.equal(explanation.code, decision.allow ? null : decision.reason);
      }),
      { numRuns: 5000 },
    );
  });

  it('removing an allowed domain never turns a denial into an allow', () => {
    fc.assert(
      fc.property(gateFacts, fc.nat(), (anyFacts, position) => {
        const facts = ofOneChatbot(anyFacts);
        const narrowed = withoutOneRule(facts, position);
        assert.ok(decide(facts).allow || !decide(narrowed).allow);
      }),
      { numRuns: 5000 },
    );
  });

  it('a call that is allowed is allowed by a rule of the subject that is named', () => {
    fc.assert(
      fc.property(gateFacts, (facts) => {
        const decision = decide(facts);
        if (!decision.allow) return;
        const { restriction, life } = decision.subject;
        assert.equal(keyEnd(life, facts.nowMs), null);
        if (restriction.kind === 'none') {
          assert.equal(decision.rule, null);
        } else if (restriction.kind === 'ips') {
          assert.ok(facts.address && restriction.ranges.some((range) => range === decision.rule));
        } else {
          assert.ok(facts.origin.kind === 'present');
          const { origin } = facts.origin;
          const matching = restriction.rules.find((rule) => matchesOrigin(rule.pattern, origin));
          assert.equal(decision.rule, matching ?? (isLocalhost(origin) ? 'localhost' : undefined));
        }
      }),
      { numRuns: 5000 },
    );
  });

  it('every reason has words for every call, and they name neither the allowed list nor the address', () => {
    fc.assert(
      fc.property(gateFacts, fc.constantFrom(...DENY_REASONS), originHeader, (facts, reason, origin) => {
        const detail = denyDetail(reason, { ...facts, origin });
        assert.ok(detail.length > 0);
        if (reason === 'ip_not_allowed' && facts.address) {
          assert.ok(detail.includes(maskAddress(facts.address)));
        }
      }),
    );
  });

  it('a key is live until one of its ends, and dead for good after it', () => {
    fc.assert(
      fc.property(keyLife, fc.nat({ max: 20 }), fc.nat({ max: 20 }), (life, firstMs, laterMs) => {
        const first = keyEnd(life, firstMs);
        assert.equal(keyStatus(life, firstMs) === 'revoked', first !== null);
        if (first !== null && life.endedAtMs === null) {
          assert.equal(keyEnd(life, firstMs + laterMs), firstEnd(life) ?? first);
        }
        if (first !== null) assert.notEqual(keyEnd(life, firstMs + laterMs), null);
      }),
    );
  });
});

/** The deadline that comes first, which is the one that answers for good. */
function firstEnd(life: { graceEndsAtMs: number | null; expiresAtMs: number | null }) {
  const { graceEndsAtMs, expiresAtMs } = life;
  if (graceEndsAtMs === null || expiresAtMs === null) return null;
  return expiresAtMs < graceEndsAtMs ? 'key_expired' : 'grace_ended';
}

/** The same call with one allowed domain less. All candidates of a keyless call belong to one chatbot. */
function withoutOneRule(facts: GateFacts, position: number): GateFacts {
  const { credential } = facts;
  if (credential.kind === 'key' && credential.subject !== null) {
    return { ...facts, credential: { ...credential, subject: narrow(credential.subject, position) } };
  }
  if (credential.kind !== 'keyless' || credential.candidates === null) return facts;
  const { candidates } = credential;
  const narrowed = candidates.map((candidate, index) =>
    index === position % candidates.length ? narrow(candidate, position) : candidate,
  );
  return { ...facts, credential: { ...credential, candidates: narrowed } };
}

function narrow(subject: GateSubject, position: number): GateSubject {
  const { restriction } = subject;
  if (restriction.kind !== 'websites') return subject;
  const rules = restriction.rules.filter((_rule, index) => index !== position % restriction.rules.length);
  return { ...subject, restriction: { ...restriction, rules } };
}

function ofOneChatbot(facts: GateFacts): GateFacts {
  const { credential } = facts;
  if (credential.kind !== 'keyless' || credential.candidates === null) return facts;
  const chatbot = credential.candidates[0]?.chatbot ?? null;
  const candidates = credential.candidates.map((candidate) => ({ ...candidate, chatbot }));
  return { ...facts, credential: { ...credential, candidates } };
}
