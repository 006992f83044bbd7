import type { Credential, GateSubject } from '@wicketgate/core';
import { type CountingMark, newCountingMark } from './counting-mark.ts';

/** Whom a refused keyless call concerns: the deployment where there is just one, otherwise the chatbot alone. */
export function soleSubject<Subject extends GateSubject & { readonly counted: CountingMark }>(
  credential: Credential<Subject>,
): Subject | null {
  if (credential.kind !== 'keyless') return null;
  const [first, ...others] = credential.candidates ?? [];
  if (first === undefined) return null;
  return others.length === 0 ? first : { ...first, deployment: null, counted: newCountingMark() };
}
