import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import {
  DENY_REASONS,
  type Decision,
  decide,
  denyDetail,
  type EffectiveRestriction,
  explain,
  type GateFacts,
  type GateSubject,
  isLocalhost,
  keyEnd,
  keyStatus,
  maskAddress,
  matchesOrigin,
  type ReportOnly,
} from '../src/index.ts';
import { gateFacts, keyLife, originHeader, restriction } from './arbitraries.ts';
import { nearlyAllowedFacts } from './nearly-allowed-facts.ts';
import { addressOf } from './plain-facts.ts';

const calls = fc.oneof({ weight: 1, arbitrary: gateFacts }, { weight: 2, arbitrary: nearlyAllowedFacts });

describe('laws of the gate', () => {
  it('the calls that they are tried with get as far as the list of domains, and some are on it', () => {
    const sample = fc.sample(calls, { numRuns: 2000, seed: 1 });
    const share = (holds: (facts: GateFacts) => boolean) => sample.filter(holds).length / sample.length;
    const onTheList = share((facts) => {
      const decision = decide(facts);
      return (
        decision.allow &&
        decision.rule !== null &&
        typeof decision.rule === 'object' &&
        'pattern' in decision.rule
      );
    });
    const notOnIt = share((facts) => {
      const decision = decide(facts);
      const open = withSubjects(facts, (subject) => ({ ...subject, restriction: { kind: 'none' } }));
      return !decision.allow && decision.reason === 'origin_not_allowed' && decide(open).allow;
    });
    assert.ok(onTheList >= 0.1, `${onTheList} are allowed by an entry of it`);
    assert.ok(notOnIt >= 0.1, `${notOnIt} are denied for not being on it alone`);
  });

  it('decide and explain agree on every call', () => {
    fc.assert(
      fc.property(calls, (facts) => {
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
      fc.property(calls, fc.nat(), (anyFacts, position) => {
        const facts = ofOneChatbot(anyFacts);
        const narrowed = withoutOneRule(facts, position);
        assert.ok(decide(facts).allow || !decide(narrowed).allow);
      }),
      { numRuns: 5000 },
    );
  });

  it('a call that is allowed is allowed by a rule of the subject that is named', () => {
    fc.assert(
      fc.property(calls, (facts) => {
        const decision = decide(facts);
        if (!decision.allow) return;
        const { life, reportOnly } = decision.subject;
        assert.equal(keyEnd(life, facts.nowMs), null);
        assert.ok(decision.reported === null || (reportOnly && facts.nowMs < reportOnly.untilMs));
        const restriction = decidingRestriction(decision);
        if (restriction.kind === 'none') {
          assert.equal(decision.rule, null);
        } else if (restriction.kind === 'ips') {
          assert.ok(facts.address && restriction.ranges.some((range) => range === decision.rule));
        } else {
          assert.ok(facts.origin.kind === 'present');
          const { origin } = facts.origin;
          const matching = restriction.rules.find((rule) => matchesOrigin(rule.pattern, origin));
          assert.ok(matching || (restriction.allowLocalhost && isLocalhost(origin)));
          assert.equal(decision.rule, matching ?? 'localhost');
        }
      }),
      { numRuns: 5000 },
    );
  });

  it('a restriction that is being tried refuses nobody whom the one before it lets in, and lets in nobody else', () => {
    fc.assert(
      fc.property(calls, (anyFacts) => {
        const facts = ofOneChatbot(anyFacts);
        const tried = decide(facts).allow;
        const inForce = decide(withSubjects(facts, (subject) => ({ ...subject, reportOnly: null }))).allow;
        const before = decide(
          withSubjects(facts, (subject) =>
            isTried(subject, facts)
              ? { ...subject, restriction: subject.reportOnly.enforced, reportOnly: null }
              : subject,
          ),
        ).allow;
        assert.ok(tried || !inForce, 'what is allowed in force is allowed while it is tried');
        if (facts.credential.kind === 'key') assert.equal(tried, inForce || before);
      }),
      { numRuns: 5000 },
    );
  });

  it('from its deadline on a tried restriction is in force by itself', () => {
    fc.assert(
      fc.property(calls, (facts) => {
        const late = { ...facts, nowMs: 11 };
        const inForce = withSubjects(late, (subject) => ({ ...subject, reportOnly: null }));
        assert.equal(decide(late).allow, decide(inForce).allow);
        assert.deepEqual(explain(late), explain(inForce));
      }),
      { numRuns: 2000 },
    );
  });

  it('what explain says would have been refused is what decide reports', () => {
    fc.assert(
      fc.property(calls, (facts) => {
        const decision = decide(facts);
        const { reported, suggestion } = explain(facts);
        if (decision.allow) assert.equal(reported, decision.reported);
        assert.equal(suggestion === null, decision.allow && decision.reported === null);
      }),
      { numRuns: 2000 },
    );
  });

  it('every reason has words for every call', () => {
    fc.assert(
      fc.property(calls, fc.constantFrom(...DENY_REASONS), originHeader, (facts, reason, origin) => {
        const detail = denyDetail(reason, { ...facts, origin });
        assert.ok(detail.length > 0);
        if (reason === 'ip_not_allowed' && facts.address) {
          assert.ok(detail.includes(maskAddress(facts.address)));
        }
      }),
    );
  });

  it('the words tell neither the allowed list nor the address: with others they are the same', () => {
    fc.assert(
      fc.property(calls, fc.constantFrom(...DENY_REASONS), restriction, (facts, reason, other) => {
        const elsewhere = withSubjects(facts, (subject) => ({
          ...subject,
          restriction: other,
          reportOnly: null,
        }));
        const address = facts.address && addressOf(maskAddress(facts.address).replace(/\/.*/, ''));
        assert.equal(denyDetail(reason, { ...elsewhere, address }), denyDetail(reason, facts));
      }),
      { numRuns: 2000 },
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

/** The restriction that let the call in. */
function decidingRestriction({ subject, reported }: Decision & { allow: true }): EffectiveRestriction {
  return reported !== null && subject.reportOnly ? subject.reportOnly.enforced : subject.restriction;
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

function withSubjects(facts: GateFacts, change: (subject: GateSubject) => GateSubject): GateFacts {
  const { credential } = facts;
  if (credential.kind === 'key' && credential.subject !== null) {
    return { ...facts, credential: { ...credential, subject: change(credential.subject) } };
  }
  if (credential.kind !== 'keyless' || credential.candidates === null) return facts;
  return { ...facts, credential: { ...credential, candidates: credential.candidates.map(change) } };
}

function isTried(
  subject: GateSubject,
  facts: GateFacts,
): subject is GateSubject & { reportOnly: ReportOnly } {
  return Boolean(subject.reportOnly && facts.nowMs < subject.reportOnly.untilMs);
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
