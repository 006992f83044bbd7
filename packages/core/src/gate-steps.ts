import type { DenyReason } from './deny-reason.ts';
import type { AllowingRule, Credential, Door, EffectiveRestriction, GateFacts, GateSubject } from './gate.ts';
import { judgeRestriction } from './judge-restriction.ts';
import type { KeyType } from './key-format.ts';
import { keyEnd } from './lifecycle.ts';

export type CheckName =
  | 'address_limit'
  | 'key_present'
  | 'one_key'
  | 'key_not_in_url'
  | 'key_form'
  | 'key_type'
  | 'key_known'
  | 'key_door'
  | 'key_life'
  | 'quarantine'
  | 'link'
  | 'origin'
  | 'address'
  | 'chatbot'
  | 'key_limit'
  | 'identity';

/** What the steps of one decision find out for those after them. */
export interface Walk<S extends GateSubject = GateSubject> {
  /** known from the start for a key, from the origin step on for a keyless call */
  subject: S | null;
  rule: AllowingRule;
  /** the denial that was not enforced because its restriction is only being tried */
  reported: DenyReason | null;
}

export type Verdict = 'pass' | 'not_applicable' | DenyReason;

export interface GateStep {
  readonly check: CheckName;
  readonly judge: <S extends GateSubject>(facts: GateFacts<S>, walk: Walk<S>) => Verdict;
}

/**
 * The gate's order, first that applies. `decide` runs this list and `explain` reports it; there is no second copy of
 * any rule. Steps are plain functions that allocate nothing, because this runs on every request.
 */
export const GATE_STEPS: readonly GateStep[] = [
  { check: 'address_limit', judge: judgeAddressLimit },
  { check: 'key_present', judge: judgePresence },
  { check: 'one_key', judge: judgeSingleness },
  { check: 'key_not_in_url', judge: judgeTransport },
  { check: 'key_form', judge: judgeForm },
  { check: 'key_type', judge: judgeType },
  { check: 'key_known', judge: judgeKnown },
  { check: 'key_door', judge: judgeDoor },
  { check: 'key_life', judge: judgeLife },
  { check: 'quarantine', judge: judgeQuarantine },
  { check: 'link', judge: judgeLink },
  { check: 'origin', judge: judgeOrigin },
  { check: 'address', judge: judgeAddress },
  { check: 'chatbot', judge: judgeChatbot },
  { check: 'key_limit', judge: judgeKeyLimit },
  { check: 'identity', judge: judgeIdentity },
];

export function startWalk<S extends GateSubject>({ credential }: GateFacts<S>): Walk<S> {
  const isOfKey = credential.kind === 'key' || credential.kind === 'secret_in_url';
  return { subject: isOfKey ? (credential.subject ?? null) : null, rule: null, reported: null };
}

function judgeAddressLimit(facts: GateFacts): Verdict {
  return facts.addressLimit === 'exceeded' ? 'rate_limited' : 'pass';
}

function judgePresence(facts: GateFacts): Verdict {
  return facts.credential.kind === 'missing' ? 'key_missing' : 'pass';
}

function judgeSingleness(facts: GateFacts): Verdict {
  return facts.credential.kind === 'two' ? 'two_keys' : 'pass';
}

function judgeTransport(facts: GateFacts): Verdict {
  return facts.credential.kind === 'secret_in_url' ? 'secret_key_in_url' : 'pass';
}

function judgeForm(facts: GateFacts): Verdict {
  if (facts.credential.kind === 'keyless') return 'not_applicable';
  return facts.credential.kind === 'malformed' ? 'key_malformed' : 'pass';
}

function judgeType(facts: GateFacts): Verdict {
  const { credential, door } = facts;
  if (credential.kind !== 'key') return door === 'widget' ? 'not_applicable' : 'key_type_not_allowed';
  return isTypeForDoor(credential.type, credential.fromBrowser, door) ? 'pass' : 'key_type_not_allowed';
}

/**
 * Whether keys of a type may be used at a door at all: told by the key's prefix alone.
 *
 * @param fromBrowser whether a browser sent it
 */
export function isTypeForDoor(type: KeyType, fromBrowser: boolean, door: Door): boolean {
  return type === 'secret' ? !fromBrowser : door === 'widget';
}

function judgeKnown(facts: GateFacts): Verdict {
  const { credential } = facts;
  const known = credential.kind === 'keyless' ? credential.candidates : subjectOf(facts);
  return known === null ? 'key_invalid' : 'pass';
}

/** Of secret keys only the record tells whether they are an API key or a custom deployment's. */
function judgeDoor(facts: GateFacts): Verdict {
  const subject = subjectOf(facts);
  if (subject === null) return 'not_applicable';
  return (subject.deployment === null) === (facts.door === 'management') ? 'pass' : 'key_type_not_allowed';
}

function judgeLife(facts: GateFacts): Verdict {
  const subject = subjectOf(facts);
  if (subject === null) return 'not_applicable';
  const end = keyEnd(subject.life, facts.nowMs);
  if (end !== null) return end;
  return subject.deployment?.revoked ? 'key_revoked' : 'pass';
}

function judgeQuarantine(facts: GateFacts): Verdict {
  const subject = subjectOf(facts);
  if (subject === null) return 'not_applicable';
  return subject.life.quarantinedAtMs === null ? 'pass' : 'key_quarantined';
}

function judgeLink(facts: GateFacts): Verdict {
  const deployment = subjectOf(facts)?.deployment ?? null;
  if (deployment === null) return 'not_applicable';
  return deployment.unlinked ? 'deployment_unlinked' : 'pass';
}

function judgeOrigin<S extends GateSubject>(facts: GateFacts<S>, walk: Walk<S>): Verdict {
  if (facts.credential.kind === 'keyless') return judgeKeylessOrigin(facts, facts.credential, walk);
  const { subject } = walk;
  return subject?.restriction.kind === 'websites'
    ? judgeRestrictionOf(subject, facts, walk)
    : 'not_applicable';
}

/** The first candidate whose websites have the origin is the one that is used. */
function judgeKeylessOrigin<S extends GateSubject>(
  facts: GateFacts<S>,
  { candidates }: Credential<S> & { kind: 'keyless' },
  walk: Walk<S>,
): Verdict {
  if (facts.origin.kind === 'absent') return 'origin_missing';
  for (const candidate of candidates ?? []) {
    if (isUsable(candidate, facts.nowMs) && hasWebsite(candidate.restriction, facts, walk)) {
      walk.subject = candidate;
      return 'pass';
    }
  }
  for (const candidate of candidates ?? []) {
    const enforced = enforcedInstead(candidate, facts.nowMs);
    if (enforced !== null && isUsable(candidate, facts.nowMs) && hasWebsite(enforced, facts, walk)) {
      walk.subject = candidate;
      walk.reported = 'origin_not_allowed';
      return 'pass';
    }
  }
  return 'origin_not_allowed';
}

/** Keys only: a chatbot ID is judged by websites alone, also while its deployment tries a list of addresses. */
function judgeAddress(facts: GateFacts, walk: Walk): Verdict {
  const subject = subjectOf(facts);
  return subject?.restriction.kind === 'ips' ? judgeRestrictionOf(subject, facts, walk) : 'not_applicable';
}

/** A restriction that is being tried refuses nobody whom the one before it lets in. */
function judgeRestrictionOf(subject: GateSubject, facts: GateFacts, walk: Walk): Verdict {
  const denial = judgeRestriction(subject.restriction, facts, walk);
  if (denial === null) return 'pass';
  const enforced = enforcedInstead(subject, facts.nowMs);
  if (enforced === null || judgeRestriction(enforced, facts, walk) !== null) return denial;
  walk.reported = denial;
  return 'pass';
}

function judgeChatbot(_facts: GateFacts, walk: Walk): Verdict {
  const chatbot = walk.subject?.chatbot ?? null;
  if (chatbot === null) return 'not_applicable';
  return chatbot.paused ? 'chatbot_paused' : 'pass';
}

function judgeKeyLimit(facts: GateFacts): Verdict {
  return facts.keyLimit === 'exceeded' ? 'rate_limited' : 'pass';
}

function judgeIdentity(facts: GateFacts, walk: Walk): Verdict {
  if (facts.identity === 'not_asked') return 'not_applicable';
  if (facts.identity === 'invalid') return 'identity_invalid';
  const required = walk.subject?.chatbot?.identityMode === 'required';
  return required && facts.identity === 'absent' ? 'identity_required' : 'pass';
}

function subjectOf(facts: GateFacts): GateSubject | null {
  return facts.credential.kind === 'key' ? facts.credential.subject : null;
}

/** The restriction that decides while another is being tried, null when none is. */
function enforcedInstead({ reportOnly }: GateSubject, nowMs: number): EffectiveRestriction | null {
  return reportOnly && nowMs < reportOnly.untilMs ? reportOnly.enforced : null;
}

/** A chatbot ID stands in page source for everybody: without a list of websites it lets nobody in. */
function hasWebsite(restriction: EffectiveRestriction, facts: GateFacts, walk: Walk): boolean {
  return restriction.kind === 'websites' && judgeRestriction(restriction, facts, walk) === null;
}

/** Candidates of a keyless call should be live; one that ended since it was looked up must not let anybody in. */
function isUsable(candidate: GateSubject, nowMs: number): boolean {
  const { deployment, life } = candidate;
  if (deployment === null || deployment.revoked || deployment.unlinked) return false;
  return keyEnd(life, nowMs) === null && life.quarantinedAtMs === null;
}
