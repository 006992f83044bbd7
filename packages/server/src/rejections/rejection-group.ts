import type { OriginHeader, RestrictionDenial } from '@wicketgate/core';
import type { NotedRejection } from '../http/noted-rejection.ts';

/** What a rejection is counted under: one subject, one reason, one origin. */
export interface RejectionGroup {
  readonly groupKey: string;
  /** Null: the call had none, or these are the others. */
  readonly origin: string | null;
  readonly isOthers: boolean;
}

/** The key; for a call that names the chatbot instead its deployment, or the chatbot where that has several. */
export function subjectIdOf({
  keyId,
  deploymentId,
  chatbotId,
}: Pick<NotedRejection, 'keyId' | 'deploymentId' | 'chatbotId'>): string {
  return keyId ?? deploymentId ?? chatbotId ?? '';
}

export function groupOf(subjectId: string, code: RestrictionDenial, origin: OriginHeader): RejectionGroup {
  if (origin.kind === 'absent') return { groupKey: `${subjectId} ${code} -`, origin: null, isOthers: false };
  const text = origin.kind === 'present' ? origin.origin.text : origin.text;
  // The mark before the text keeps an Origin header such as “-” apart from none.
  return { groupKey: `${subjectId} ${code} =${text}`, origin: text, isOthers: false };
}

/** Those beyond what is kept apart. */
export function othersOf(subjectId: string, code: string): RejectionGroup {
  return { groupKey: `${subjectId} ${code} *`, origin: null, isOthers: true };
}
