import {
  type Notice,
  parseRestriction,
  printRestriction,
  type Restriction,
  type RestrictionInput,
} from '@wicketgate/core';
import { parseTime } from '../http/parse-time.ts';
import { orRefuse, Refused } from '../http/problem.ts';
import type { KeyTable } from '../store/schema.ts';

const MOST_AHEAD_MS = 3_653 * 86_400_000;

/** @returns what the store keeps, and what was dropped on the way */
export function readRestriction(input: RestrictionInput): { stored: string; notices: readonly Notice[] } {
  const { restriction, notices } = orRefuse(parseRestriction(input));
  return { stored: JSON.stringify(printRestriction(restriction)), notices };
}

/** What is stored was parsed before; if it no longer parses, that is a fault, not a mistake of the caller. */
export function storedRestriction(row: Pick<KeyTable, 'restriction'>): Restriction {
  const parsed = parseRestriction(JSON.parse(row.restriction ?? '{"kind":"none"}') as RestrictionInput);
  if (!parsed.ok) throw new Error(`a stored restriction does not parse: ${parsed.problem.detail}`);
  return parsed.value.restriction;
}

/** @returns epoch ms */
export function readExpiry(text: string | null, nowMs: number): number | null {
  if (text === null) return null;
  const atMs = parseTime(text, '/expiresAt');
  if (atMs > nowMs && atMs <= nowMs + MOST_AHEAD_MS) return atMs;
  const detail = atMs > nowMs ? 'must be at most ten years ahead' : 'must be in the future';
  throw new Refused('validation_failed', `/expiresAt ${detail}.`, {
    errors: [{ pointer: '/expiresAt', detail }],
  });
}
