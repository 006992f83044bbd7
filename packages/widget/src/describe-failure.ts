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

/** Refusals whose `detail` was written for the visitor: a limit that was reached, a bot that is paused, a refused text. */
const FOR_VISITORS = /^(mes|chatb|rat|val)/;

/**
 * Details of 401 and 403 speak to the site's owner and name what to change there: the visitor gets plain words and a
 * reference, the detail goes to the console.
 */
export function describeFailure(
  { status, code, detail, requestId }: Failure,
  strings: Strings,
): FailureDescription {
  const final = code === 'message_limit_reached';
  let text = detail;
  let reference: string | null = null;
  if (code === 'identity_required') text = strings.signIn;
  else if (!status || code === BROKEN_STREAM) text = strings.unreachable;
  else if (!FOR_VISITORS.test(code)) {
    text = status === 401 || status === 403 ? strings.refused : strings.serverFault;
    reference = requestId ? `${code} · ${requestId}` : code;
  }
  return { text, reference, final };
}
