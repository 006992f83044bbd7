import { StoreUnavailable, UniqueViolation } from '../store.ts';

/** SQLSTATE of serialization failure and deadlock: the same work may simply be done again. */
const RETRYABLE = new Set(['40001', '40P01']);

/**
 * Turns an error of `pg` into what the port promises. Errors that carry an SQLSTATE outside the classes below are
 * bugs of ours and stay as they are; an error without one never reached the server or lost it.
 * Classes: https://www.postgresql.org/docs/current/errcodes-appendix.html
 */
export function postgresError(error: unknown): Error {
  const cause = error as Error & { code?: string; severity?: string };
  if (cause.code === '23505') return new UniqueViolation({ cause });
  if (cause.severity === undefined || isUnavailable(cause.code ?? '')) {
    return new StoreUnavailable(`PostgreSQL: ${cause.message}`, { cause });
  }
  return cause;
}

export function isRetryable(error: unknown): boolean {
  return RETRYABLE.has((error as { code?: string }).code ?? '');
}

/** Connection exceptions, insufficient resources, operator intervention, read-only (a replica), system errors. */
function isUnavailable(sqlState: string): boolean {
  return /^(08|53|57|58)/.test(sqlState) || sqlState === '25006';
}
