import { DataRefused, StoreUnavailable, UniqueViolation } from '../store.ts';

/** Extended result codes, https://www.sqlite.org/rescode.html */
const UNIQUE_CODES = new Set([1555, 2067]);
/** Primary codes that say the database cannot be used now: BUSY, LOCKED, NOMEM, READONLY, IOERR, CORRUPT, FULL, CANTOPEN, PROTOCOL, NOTADB. */
const UNAVAILABLE_CODES = new Set([5, 6, 7, 8, 10, 11, 13, 14, 15, 26]);
/** Primary codes of data that it does not take: TOOBIG, CONSTRAINT, MISMATCH. */
const DATA_CODES = new Set([18, 19, 20]);

/** Turns SQLite's result code into what the port promises; anything else is a bug and stays as it is. */
export function sqliteError(message: string, errcode: number | null, cause?: unknown): Error {
  if (errcode !== null && UNIQUE_CODES.has(errcode)) return new UniqueViolation({ cause });
  if (errcode !== null && UNAVAILABLE_CODES.has(errcode & 0xff)) {
    return new StoreUnavailable(`SQLite: ${message}`, { cause });
  }
  if (errcode !== null && DATA_CODES.has(errcode & 0xff)) {
    return new DataRefused(`SQLite: ${message}`, { cause });
  }
  return new Error(`SQLite: ${message}`, { cause });
}
