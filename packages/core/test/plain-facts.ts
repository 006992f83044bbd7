import assert from 'node:assert/strict';
import {
  type Credential,
  type Decision,
  type EffectiveRestriction,
  type GateFacts,
  type GateSubject,
  type IpAddress,
  type IpRange,
  type OriginPattern,
  parseIpAddress,
  parseIpRange,
  parseOriginHeader,
  parseOriginPattern,
  printIpRange,
  printOriginPattern,
} from '../src/index.ts';

/** A restriction as the vectors write it: texts instead of parsed values. */
export type PlainRestriction =
  | { kind: 'none' }
  | {
      kind: 'websites';
      rules: { pattern: string; source: 'deployment' | 'organization' }[];
      allowLocalhost: boolean;
    }
  | { kind: 'ips'; ranges: string[] };

export type PlainSubject = Omit<GateSubject, 'restriction' | 'reportOnly'> & {
  restriction: PlainRestriction;
  /** absent: the restriction is in force */
  reportOnly?: { untilMs: number; enforced: PlainRestriction };
};

export type PlainCredential =
  | Exclude<Credential, { kind: 'key' | 'keyless' | 'secret_in_url' }>
  | { kind: 'secret_in_url'; subject?: string }
  | { kind: 'key'; type: 'publishable' | 'secret'; fromBrowser: boolean; subject: string | null }
  | { kind: 'keyless'; candidates: string[] | null };

export type PlainFacts = Omit<GateFacts, 'credential' | 'origin' | 'address'> & {
  credential: PlainCredential;
  origin: string | null;
  address: string | null;
};

/** A subject that knows its name in the vectors, so that a test can say which one decided. */
export interface NamedSubject extends GateSubject {
  readonly name: string;
}

export function readFacts(
  plain: PlainFacts,
  subjects: Readonly<Record<string, PlainSubject>>,
): GateFacts<NamedSubject> {
  return {
    ...plain,
    credential: readCredential(plain.credential, subjects),
    origin: parseOriginHeader(plain.origin ?? undefined),
    address: plain.address === null ? null : addressOf(plain.address),
  };
}

export function printRule(decision: Decision): string | null {
  assert.ok(decision.allow);
  const { rule } = decision;
  if (rule === null || rule === 'localhost') return rule;
  return 'pattern' in rule ? printOriginPattern(rule.pattern) : printIpRange(rule);
}

function readRestriction(plain: PlainRestriction): EffectiveRestriction {
  if (plain.kind === 'none') return plain;
  if (plain.kind === 'ips') return { kind: 'ips', ranges: plain.ranges.map(rangeOf) };
  const rules = plain.rules.map(({ pattern, source }) => ({ pattern: patternOf(pattern), source }));
  return { kind: 'websites', rules, allowLocalhost: plain.allowLocalhost };
}

export function patternOf(text: string): OriginPattern {
  const parsed = parseOriginPattern(text);
  assert.ok(parsed.ok, text);
  return parsed.value.pattern;
}

export function rangeOf(text: string): IpRange {
  const parsed = parseIpRange(text);
  assert.ok(parsed.ok, text);
  return parsed.value.range;
}

export function addressOf(text: string): IpAddress {
  const parsed = parseIpAddress(text);
  assert.ok(parsed.ok, text);
  return parsed.value;
}

function readCredential(
  plain: PlainCredential,
  subjects: Readonly<Record<string, PlainSubject>>,
): Credential<NamedSubject> {
  const read = (name: string): NamedSubject => {
    const subject = subjects[name];
    assert.ok(subject, `no subject ${name}`);
    const { reportOnly } = subject;
    return {
      ...subject,
      name,
      restriction: readRestriction(subject.restriction),
      reportOnly:
        reportOnly === undefined
          ? null
          : { untilMs: reportOnly.untilMs, enforced: readRestriction(reportOnly.enforced) },
    };
  };
  if (plain.kind === 'key') return { ...plain, subject: plain.subject === null ? null : read(plain.subject) };
  if (plain.kind === 'secret_in_url') {
    return { kind: plain.kind, subject: plain.subject === undefined ? null : read(plain.subject) };
  }
  if (plain.kind === 'keyless') return { kind: 'keyless', candidates: plain.candidates?.map(read) ?? null };
  return plain;
}
