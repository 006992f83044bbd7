import { DataRefused, StoreUnavailable, UniqueViolation } from '../store.ts';

export const POOLER_HINT = 'add ?pooler=transaction to DATABASE_URL';

/** SQLSTATE of serialization failure and deadlock: the same work may simply be done again. */
const RETRYABLE = new Set(['40001', '40P01']);

/**
 * Turns an error of `pg` into what the port promises. An error without an SQLSTATE never reached the server or lost
 * it; FATAL ends the connection. What remains is a bug of ours, or data that it does not take: it keeps its message,
 * but not the `detail`, which quotes the row (digests, names) and must not reach a log.
 * Classes: https://www.postgresql.org/docs/current/errcodes-appendix.html
 */
export function postgresError(error: unknown): Error {
  const cause = error as Error & { code?: string; severity?: string };
  if (cause.code === '23505') return new UniqueViolation({ cause });
  const sqlState = cause.severity === undefined ? null : (cause.code ?? '');
  if (sqlState === null || isFatal(cause.severity) || isUnavailable(sqlState)) {
    // PgBouncer's words for settings that a session begins with.
    const hint = /unsupported startup parameter/.test(cause.message) ? `: ${POOLER_HINT}` : '';
    return new StoreUnavailable(`PostgreSQL: ${cause.message}${hint}`, { cause });
  }
  const message = `PostgreSQL: ${cause.message} (${sqlState})`;
  return isOfData(sqlState) ? new DataRefused(message, { cause }) : new Error(message, { cause });
}

/** @param error as postgresError made it */
export function isRetryable(error: unknown): boolean {
  const { cause } = error as { cause?: { code?: string } };
  return RETRYABLE.has(cause?.code ?? '');
}

function isFatal(severity: string | undefined): boolean {
  return severity === 'FATAL' || severity === 'PANIC';
}

/**
 * Connection exceptions, transactions that could not be brought to an end, insufficient resources, operator
 * intervention, system errors, and writing to a server that is read-only (a replica).
 */
function isUnavailable(sqlState: string): boolean {
  return /^(08|40|53|57|58)/.test(sqlState) || sqlState === '25006';
}

/** Data exceptions and violated constraints. */
function isOfData(sqlState: string): boolean {
  return /^2[23]/.test(sqlState);
}
