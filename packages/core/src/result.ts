import type { ErrorCode } from './error-table.ts';

/** Why something was refused. `detail` is for people and says what to change; it never carries a secret. */
export interface Refusal {
  readonly code: ErrorCode;
  readonly detail: string;
  /** JSON pointer (RFC 6901) of the offending member, when the input had one. */
  readonly pointer?: string;
}

/** A refusal of a list: the first problem in front, every problem in `errors`, so that a form can mark each entry. */
export interface RefusalList extends Refusal {
  readonly errors: readonly { readonly pointer: string; readonly detail: string }[];
}

/** What was dropped or rewritten while parsing, said to the person who typed it. */
export interface Notice {
  readonly pointer?: string;
  readonly detail: string;
}

export type Result<T, P = Refusal> = { readonly ok: true; readonly value: T } | Refused<P>;

type Refused<P> = { readonly ok: false; readonly problem: P };

export function ok<T>(value: T): { readonly ok: true; readonly value: T } {
  return { ok: true, value };
}

/**
 * @param code a code of the error table
 * @param detail for people: what is wrong and what to change
 * @param pointer JSON pointer (RFC 6901) of the offending member
 */
export function refuse(code: ErrorCode, detail: string, pointer?: string): Refused<Refusal> {
  return { ok: false, problem: pointer === undefined ? { code, detail } : { code, detail, pointer } };
}
