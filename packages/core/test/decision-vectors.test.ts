import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { DENY_REASONS, type DenyReason, decide, ERROR_TABLE, explain } from '../src/index.ts';
import { type PlainFacts, type PlainSubject, printRule, readFacts } from './plain-facts.ts';
import { readVectors } from './vectors.ts';

interface DecisionVectors {
  defaults: PlainFacts;
  subjects: Record<string, PlainSubject>;
  rows: ({ reason: string; facts: Partial<PlainFacts> } & (
    | { allow: true; subject: string; rule: string | null; reported?: DenyReason }
    | { allow: false; code: DenyReason; check: string }
  ))[];
}

const { defaults, subjects, rows } = readVectors<DecisionVectors>('decisions.json');

describe('decide: first check that applies', () => {
  for (const row of rows) {
    it(row.reason, () => {
      const facts = readFacts({ ...defaults, ...row.facts }, subjects);
      const decision = decide(facts);
      assert.equal(decision.allow, row.allow, JSON.stringify(decision));
      if (row.allow) {
        assert.equal(printRule(decision), row.rule);
        assert.ok(decision.allow);
        assert.equal(decision.subject.name, row.subject);
        assert.equal(decision.reported, row.reported ?? null);
      } else {
        assert.ok(!decision.allow);
        assert.equal(decision.reason, row.code);
        // Whoever the key belongs to is told of the refusal.
        if ('subject' in facts.credential) assert.equal(decision.subject, facts.credential.subject);
      }
    });
  }

  it('the table has every deny reason', () => {
    const covered = new Set(rows.map((row) => (row.allow ? null : row.code)));
    assert.deepEqual(
      DENY_REASONS.filter((reason) => !covered.has(reason)),
      [],
    );
  });
});

describe('explain: the same steps, told one by one', () => {
  for (const row of rows) {
    it(row.reason, () => {
      const explanation = explain(readFacts({ ...defaults, ...row.facts }, subjects));
      const refusing = explanation.steps.filter((step) => step.verdict === 'deny').map((step) => step.check);
      assert.equal(explanation.allow, row.allow);
      assert.equal(explanation.code, row.allow ? null : row.code);
      assert.equal(explanation.reported, (row.allow && row.reported) || null);
      assert.deepEqual(refusing, row.allow ? [] : [row.check]);
      const rule = explanation.steps.find((step) => step.rule !== undefined)?.rule ?? null;
      if (row.allow) assert.equal(rule, row.rule);
      for (const step of explanation.steps) assert.match(step.detail, /\S.*\.$/);
    });
  }
});

describe('the error table knows every deny reason', () => {
  for (const reason of DENY_REASONS) {
    it(reason, () => assert.ok([400, 401, 403, 429].includes(ERROR_TABLE[reason].status)));
  }
});
