import type { Kysely } from 'kysely';
import type { Schema } from '../store/schema.ts';
import { findDeploymentFindings } from './deployment-findings.ts';
import { FINDING_KINDS, type Finding, type Survey } from './finding.ts';
import { findKeyFindings } from './key-findings.ts';
import { findSigningSecretFindings } from './signing-secret-findings.ts';

/**
 * What should be looked at, the longest-standing first within each kind. Deployments of the environment `test` are left
 * out, as is everything that is over.
 */
export async function findFindings(db: Kysely<Schema>, survey: Survey): Promise<Finding[]> {
  const found = [
    ...(await findKeyFindings(db, survey)),
    ...(await findDeploymentFindings(db, survey)),
    ...(await findSigningSecretFindings(db, survey)),
  ];
  return found.sort((a, b) => order(a) - order(b) || a.sinceMs - b.sinceMs);
}

function order({ kind }: Finding): number {
  return FINDING_KINDS.indexOf(kind);
}
