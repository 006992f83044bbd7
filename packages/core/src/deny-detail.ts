import type { DenyReason } from './deny-reason.ts';
import type { GateFacts, GateSubject } from './gate.ts';
import { maskAddress } from './ip-privacy.ts';
import { quoteText } from './quote-text.ts';

/**
 * What a refused caller is told: what is wrong and what to change. It reveals neither the allowed list nor whether an
 * unknown key once existed, and masks the address.
 */
export function denyDetail<S extends GateSubject>(reason: DenyReason, facts: GateFacts<S>): string {
  switch (reason) {
    case 'rate_limited':
      return 'Too many requests. Wait for as long as Retry-After says, then try again.';
    case 'key_missing':
      return 'This call carries no key. Send it as “Authorization: Bearer <key>”; a publishable key may also be the query parameter “key”.';
    case 'two_keys':
      return 'This call carries more than one key. Send exactly one, either in the Authorization header or in the query.';
    case 'secret_key_in_url':
      return 'A secret key must not stand in a URL, where logs and histories keep it. Send it in the Authorization header, and rotate this one.';
    case 'key_malformed':
      return 'This is not a well-formed key: a character is missing, added or mistyped. Copy the whole key again.';
    case 'key_type_not_allowed':
      return keyTypeDetail(facts);
    case 'key_invalid':
      return facts.credential.kind === 'keyless'
        ? 'This chatbot ID cannot be used without a key. Use a key, or allow keyless embedding for the chatbot.'
        : 'This key is not known here. Check that it was copied from this installation and has not been deleted.';
    case 'key_revoked':
      return 'This key was revoked or replaced. Use the current key of the deployment.';
    case 'key_expired':
      return 'This key has expired. Create a new one.';
    case 'grace_ended':
      return 'This key was rotated and its grace period is over. Use the current key of the deployment.';
    case 'key_quarantined':
      return 'This key is in quarantine because it was used where it might leak. An owner can rotate or release it.';
    case 'deployment_unlinked':
      return 'This deployment is not linked to a site yet. Finish the installation in the shop or plugin.';
    case 'origin_missing':
      return 'This key works on allowed domains only, and this call has no Origin header. Browsers send none on same-origin GET requests: use POST. On a server, use the key of a custom deployment.';
    case 'origin_not_allowed':
      return originDetail(facts);
    case 'ip_not_allowed':
      return facts.address === null
        ? "This key works from certain addresses only, and the caller's address is unknown."
        : `This key does not allow the caller's address (in ${maskAddress(facts.address)}). Add it under the key's IP addresses.`;
    case 'chatbot_paused':
      return pauseMessageOf(facts) || 'This chatbot is paused.';
    case 'identity_invalid':
      return "The proof of the visitor's identity is not valid. Sign it on your server with a current signing secret of this chatbot.";
    case 'identity_required':
      return 'This chatbot talks to identified visitors only. Send a userId with its userHash, or a signed token.';
  }
}

function keyTypeDetail(facts: GateFacts): string {
  if (facts.credential.kind === 'key' && facts.credential.type === 'secret') {
    if (facts.credential.fromBrowser) {
      return 'A secret key must not be used in a browser, where everybody can read it. Use a publishable key, and rotate this one.';
    }
    return facts.door === 'widget'
      ? 'An API key does not open the widget API. Use the key of a deployment.'
      : "A deployment's key does not open the management API. Use an API key.";
  }
  return 'A publishable key opens the widget API only. Use a secret API key.';
}

function originDetail(facts: GateFacts): string {
  const { origin, credential } = facts;
  if (origin.kind === 'refused')
    return `The Origin header ${quoteText(origin.text)} names no website. ${origin.why}`;
  const caller = origin.kind === 'present' ? origin.origin.text : 'The calling page';
  return credential.kind === 'keyless'
    ? `${caller} is not among the allowed domains of this chatbot's deployments. Add it under Install → Allowed domains.`
    : `${caller} is not in this key's allowed domains. Add it under Install → Allowed domains.`;
}

/** A keyless call has no subject yet, but all its candidates belong to the one chatbot. */
function pauseMessageOf(facts: GateFacts): string {
  const { credential } = facts;
  if (credential.kind === 'key') return credential.subject?.chatbot?.pauseMessage ?? '';
  if (credential.kind === 'keyless') return credential.candidates?.[0]?.chatbot?.pauseMessage ?? '';
  return '';
}
