import { BROKEN_STREAM } from './conversation-api.ts';
import type { Failure } from './failure.ts';
import type { Strings } from './locales/en.ts';

/** How a failed send is told to the visitor. */
export type FailureDescription = {
  text: string;
  /** For whoever the visitor tells about it: the code and the request id. */
  reference: string | null;
  /** Nothing more can be said in this conversation. */
  final: boolean;
};

/** Refusals whose `detail` was written for the visitor. */
const FOR_VISITORS = /^(message_limit_reached|chatbot_paused|rate_limited|validation_failed)$/;

/**
 * Details of 401 and 403 speak to the site's owner and name what to change there: the visitor gets plain words and a
 * reference, the detail goes to the console.
 */
export function describeFailure(failure: Failure, strings: Strings): FailureDescription {
  const final = failure.code === 'message_limit_reached';
  if (FOR_VISITORS.test(failure.code)) return { text: failure.detail, reference: null, final };
  if (failure.code === 'identity_required') return { text: strings.signIn, reference: null, final };
  return { text: plainWords(failure, strings), reference: reference(failure), final };
}

function plainWords({ status, code }: Failure, strings: Strings): string {
  if (!status || code === BROKEN_STREAM) return strings.unreachable;
  return status === 401 || status === 403 ? strings.refused : strings.serverFault;
}

function reference({ status, code, requestId }: Failure): string | null {
  if (!status) return null;
  return requestId ? `${code} · ${requestId}` : code;
}
