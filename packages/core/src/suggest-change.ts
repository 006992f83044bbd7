import type { DenyReason } from './deny-reason.ts';
import type { GateFacts, GateSubject } from './gate.ts';
import { maskAddress } from './ip-privacy.ts';
import { exactPattern, type NearMiss, type NearMissKind, nearMiss } from './near-miss.ts';
import type { Origin } from './origin.ts';
import { type OriginPattern, printOriginPattern } from './origin-pattern.ts';

/** What would let a refused call in, for those who may change it. */
export interface Suggestion {
  readonly detail: string;
  /** the allowed domain to add; null where adding one is not the answer */
  readonly entry: string | null;
  /** what the origin nearly was */
  readonly nearMiss: NearMissKind | null;
}

/**
 * Unlike `denyDetail` it names the allowed domains: it is for the owner of the key, never for the caller.
 * @param reason why the call was refused, or would have been by the restriction that is being tried
 */
export function suggestChange(reason: DenyReason, facts: GateFacts): Suggestion {
  if (reason === 'origin_not_allowed' && facts.origin.kind === 'present') {
    const { origin } = facts.origin;
    return suggestOrigin(origin, nearMiss(origin, listedPatterns(facts)));
  }
  return { detail: detailOf(reason, facts), entry: null, nearMiss: null };
}

/** @param near what the origin nearly was, null when nothing is near */
export function suggestOrigin(origin: Origin, near: NearMiss | null): Suggestion {
  const entry = near === null || near.suggestion !== null ? printOriginPattern(exactPattern(origin)) : null;
  return {
    detail: near === null ? strangerDetail(origin) : nearDetail(origin, near),
    entry,
    nearMiss: near?.kind ?? null,
  };
}

function strangerDetail({ text }: Origin): string {
  return `If ${text} is a site of yours, add it to the allowed domains of the deployment.`;
}

function nearDetail({ text }: Origin, { kind, pattern }: NearMiss): string {
  const listed = printOriginPattern(pattern);
  switch (kind) {
    case 'scheme':
      return `${listed} is allowed, ${text} has the other scheme. Serve the page over the listed one, or add ${text}.`;
    case 'port':
      return `${listed} is allowed, ${text} has another port. Add ${text} if that server is yours.`;
    case 'www':
      return `${listed} is allowed; with and without www. are two hosts. Add ${text}, or redirect the one to the other.`;
    case 'apex':
      return `${listed} is allowed, which does not include the domain itself. Add ${text}.`;
    case 'subdomain':
      return `${listed} is allowed, and each subdomain needs an entry of its own or a wildcard. Add ${text}.`;
    case 'lookalike':
      return `${text} looks like ${listed}, which is allowed, but is another domain: somebody may be copying your site. Allow it only if you are sure that it is yours.`;
  }
}

function listedPatterns({ credential }: GateFacts): OriginPattern[] {
  if (credential.kind === 'key') return patternsOf(credential.subject);
  return credential.kind === 'keyless' ? (credential.candidates ?? []).flatMap(patternsOf) : [];
}

function patternsOf(subject: GateSubject | null): OriginPattern[] {
  return subject?.restriction.kind === 'websites'
    ? subject.restriction.rules.map((rule) => rule.pattern)
    : [];
}

function detailOf(reason: DenyReason, { credential, address, origin }: GateFacts): string {
  switch (reason) {
    case 'rate_limited':
      return 'Wait, or raise the rate limit of the deployment if this traffic is meant to be.';
    case 'key_missing':
      return 'Put the key of the deployment into the snippet or the Authorization header.';
    case 'two_keys':
      return 'Send one key only.';
    case 'secret_key_in_url':
      return 'Send the key in the Authorization header, and rotate it: addresses are kept in logs.';
    case 'key_malformed':
    case 'key_invalid':
      return credential.kind === 'keyless'
        ? 'Use a key in the snippet, or allow keyless embedding for the chatbot and have a live website deployment.'
        : 'Copy the whole key again from the deployment, or rotate it to get a new one.';
    case 'key_type_not_allowed':
      return 'In a browser use the publishable key of a website deployment; on a server a secret key, without an Origin.';
    case 'key_revoked':
    case 'grace_ended':
      return 'Put the current key of the deployment where this one is still in use; the managed snippet does it by itself.';
    case 'key_expired':
      return 'Make a new key, or rotate this one.';
    case 'key_quarantined':
      return 'An owner can lift the quarantine. Rotate the key first if it may have leaked.';
    case 'deployment_unlinked':
      return 'Link the deployment to its site: finish the installation, or set its site.';
    case 'origin_missing':
      return 'Call from a page on an allowed domain, with POST where the page has the same origin; on a server use a custom deployment.';
    case 'origin_not_allowed':
      return origin.kind === 'refused'
        ? 'No entry can allow this, because it names no website. Embed the chat in a page that has an origin: not a sandboxed frame, not a file.'
        : 'Add the site to the allowed domains of the deployment.';
    case 'ip_not_allowed':
      return address === null
        ? 'The address of the caller is unknown. Behind a proxy set TRUST_PROXY, so that it can be known.'
        : `Add the caller's address (in ${maskAddress(address)}) to the IP addresses of the deployment.`;
    case 'chatbot_paused':
      return 'Resume the chatbot.';
    case 'identity_invalid':
      return 'Sign the identity with a current signing secret of the chatbot.';
    case 'identity_required':
      return 'Send a proven identity, or make identity optional for the chatbot.';
  }
}
