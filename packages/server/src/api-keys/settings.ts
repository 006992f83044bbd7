import { type Notice, parseRestriction, printRestriction, type RestrictionInput } from '@wicketgate/core';
import { parseTime } from '../http/parse-time.ts';
import { orRefuse, Refused } from '../http/problem.ts';

const MOST_AHEAD_MS = 3_653 * 86_400_000;

/** @returns what the store keeps, and what was dropped on the way */
export function readRestriction(input: RestrictionInput): { stored: string; notices: readonly Notice[] } {
  const { restriction, notices } = orRefuse(parseRestriction(input));
  return { stored: JSON.stringify(printRestriction(restriction)), notices };
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
