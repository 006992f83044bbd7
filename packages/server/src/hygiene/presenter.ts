import { printTime } from '../http/schemas.ts';
import { FINDING_KINDS, type Finding } from './finding.ts';

/** @param nowMs the database's clock */
export function presentReport(findings: readonly Finding[], nowMs: number) {
  return {
    at: printTime(nowMs),
    counts: countFindings(findings),
    findings: findings.map(({ sinceMs, ...finding }) => ({ ...finding, since: printTime(sinceMs) })),
  };
}

/** Every kind with its number, those without any too. */
export function countFindings(findings: readonly Finding[]): Record<Finding['kind'], number> {
  const counts = FINDING_KINDS.map((kind) => [
    kind,
    findings.filter((finding) => finding.kind === kind).length,
  ]);
  return Object.fromEntries(counts);
}
