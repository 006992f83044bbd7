import type { Decision, GateFacts, GateSubject } from './gate.ts';
import { GATE_STEPS, startWalk } from './gate-steps.ts';

/**
 * May this call come in? Pure: the same facts give the same decision, a denial is a value, and nothing is written. The
 * first step that denies decides.
 */
export function decide<S extends GateSubject>(facts: GateFacts<S>): Decision<S> {
  const walk = startWalk(facts);
  for (const step of GATE_STEPS) {
    const verdict = step.judge(facts, walk);
    if (verdict !== 'pass' && verdict !== 'not_applicable') {
      return { allow: false, reason: verdict, subject: walk.subject };
    }
  }
  // Fails closed: a call without a subject cannot pass the steps, and if it ever did, it is an unknown key.
  if (walk.subject === null) return { allow: false, reason: 'key_invalid', subject: null };
  return { allow: true, subject: walk.subject, rule: walk.rule, reported: walk.reported };
}
