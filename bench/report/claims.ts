import type { Claim } from '../suites/suite.ts';
import { printNumber } from './table.ts';

/** Whether a claim holds; true where nothing was promised. */
export function holds({ value, target }: Claim): boolean {
  if (target === null) return true;
  return 'atLeast' in target ? value >= target.atLeast : value <= target.atMost;
}

export function printClaim(claim: Claim): string {
  const { name, value, unit, target, aside } = claim;
  const measured = `${printNumber(value)}${unit}`;
  const beside = aside === undefined ? '' : `  (${aside})`;
  return `  ${target === null ? ' ' : holds(claim) ? '✓' : '✗'} ${name}: ${measured}${beside}${printTarget(claim)}`;
}

function printTarget({ target, unit }: Claim): string {
  if (target === null) return '';
  return 'atLeast' in target
    ? `  target ≥ ${printNumber(target.atLeast)}${unit}`
    : `  target ≤ ${printNumber(target.atMost)}${unit}`;
}
