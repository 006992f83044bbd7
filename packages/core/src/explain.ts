import { denyDetail } from './deny-detail.ts';
import type { DenyReason } from './deny-reason.ts';
import type { AllowingRule, GateFacts, GateSubject } from './gate.ts';
import { type CheckName, GATE_STEPS, startWalk, type Walk } from './gate-steps.ts';
import { maskAddress } from './ip-privacy.ts';
import { printIpRange } from './ip-range.ts';
import { keyStatus } from './lifecycle.ts';
import { printOriginPattern } from './origin-pattern.ts';
import { type Suggestion, suggestChange } from './suggest-change.ts';

export interface ExplainStep {
  readonly check: CheckName;
  readonly verdict: 'pass' | 'deny' | 'not_reached' | 'not_applicable';
  readonly detail: string;
  /** the allowed domain, range or `localhost` that let the caller through */
  readonly rule?: string;
  /** passed only because its restriction is being tried: why it would have refused */
  readonly reported?: DenyReason;
}

export interface Explanation {
  readonly allow: boolean;
  readonly code: DenyReason | null;
  /** why the restriction that is being tried would have refused; null: it would not, or none is */
  readonly reported: DenyReason | null;
  readonly steps: readonly ExplainStep[];
  /** what would let the call in; null when nothing refused it */
  readonly suggestion: Suggestion | null;
}

/** Every step of the gate with its verdict, from the very list that `decide` runs. For the owner of the key. */
export function explain<S extends GateSubject>(facts: GateFacts<S>): Explanation {
  const walk = startWalk(facts);
  const steps: ExplainStep[] = [];
  let code: DenyReason | null = null;
  for (const { check, judge } of GATE_STEPS) {
    if (code !== null) {
      steps.push({ check, verdict: 'not_reached', detail: 'An earlier check had refused.' });
      continue;
    }
    const reportedBefore = walk.reported;
    const verdict = judge(facts, walk);
    if (verdict === 'pass' && walk.reported !== reportedBefore && walk.reported !== null) {
      const { reported } = walk;
      steps.push({
        check,
        verdict,
        detail: reportedDetail(reported, facts),
        reported,
        ...ruleOf(check, walk.rule),
      });
    } else if (verdict === 'pass') {
      steps.push({ check, verdict, detail: passDetail(check, facts, walk), ...ruleOf(check, walk.rule) });
    } else if (verdict === 'not_applicable') {
      steps.push({ check, verdict, detail: SKIP_DETAIL[check] ?? 'Does not apply to this call.' });
    } else {
      code = verdict;
      steps.push({ check, verdict: 'deny', detail: denyDetail(verdict, facts) });
    }
  }
  const refusing = code ?? walk.reported;
  const suggestion = refusing === null ? null : suggestChange(refusing, facts);
  return { allow: code === null, code, reported: walk.reported, steps, suggestion };
}

function reportedDetail(reported: DenyReason, facts: GateFacts): string {
  return `Let in only because the restriction is being tried; the one before it allows this. ${denyDetail(reported, facts)}`;
}

const SKIP_DETAIL: { readonly [check in CheckName]?: string } = {
  key_form: 'A chatbot ID, not a key.',
  key_type: 'A chatbot ID, not a key.',
  key_door: 'A chatbot ID, not a key.',
  key_life: 'A chatbot ID, not a key.',
  quarantine: 'A chatbot ID, not a key.',
  link: 'Not the key of a deployment.',
  origin: 'The key is not restricted to websites.',
  address: 'No list of IP addresses applies to this call.',
  chatbot: 'An API key belongs to no chatbot.',
  identity: 'This call takes no identity.',
};

function passDetail(check: CheckName, facts: GateFacts, walk: Walk): string {
  switch (check) {
    case 'address_limit':
      return "Within the rate limit of the caller's address.";
    case 'key_present':
      return facts.credential.kind === 'keyless'
        ? 'The call carries a chatbot ID.'
        : 'The call carries a key.';
    case 'one_key':
      return 'The call carries one key only.';
    case 'key_not_in_url':
      return 'No secret key stands in the URL.';
    case 'key_form':
      return 'The key is well-formed and its checksum fits.';
    case 'key_type':
      return 'A key of this type may be used here.';
    case 'key_known':
      return facts.credential.kind === 'keyless'
        ? 'The chatbot allows keyless embedding.'
        : 'The key is known.';
    case 'key_door':
      return walk.subject?.deployment === null ? 'It is an API key.' : 'It is the key of a deployment.';
    case 'key_life':
      return walk.subject && keyStatus(walk.subject.life, facts.nowMs) === 'retiring'
        ? 'The key is retiring; its grace period is not over.'
        : 'The key is active.';
    case 'quarantine':
      return 'The key is not in quarantine.';
    case 'link':
      return 'The deployment needs no link or is linked.';
    case 'origin':
      return originPassDetail(facts, walk.rule);
    case 'address':
      return facts.address === null
        ? 'The address is allowed.'
        : `The address (in ${maskAddress(facts.address)}) is in an allowed range.`;
    case 'chatbot':
      return 'The chatbot is not paused.';
    case 'key_limit':
      return 'Within the rate limit of the key.';
    case 'identity':
      return facts.identity === 'proven'
        ? 'The identity is proven.'
        : 'The call has no identity and the chatbot does not require one.';
  }
}

function originPassDetail(facts: GateFacts, rule: AllowingRule): string {
  const caller = facts.origin.kind === 'present' ? facts.origin.origin.text : 'The origin';
  if (rule === 'localhost') return `${caller} is allowed because the deployment allows localhost.`;
  if (rule === null || !('source' in rule)) return `${caller} is allowed.`;
  return `${caller} matches an allowed domain of the ${rule.source}.`;
}

function ruleOf(check: CheckName, rule: AllowingRule): { rule?: string } {
  if (rule === null || (check !== 'origin' && check !== 'address')) return {};
  if (rule === 'localhost') return { rule };
  return { rule: 'pattern' in rule ? printOriginPattern(rule.pattern) : printIpRange(rule) };
}
