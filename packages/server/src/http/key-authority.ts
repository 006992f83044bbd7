import { keyStatus } from '@wicketgate/core';
import type { Kysely } from 'kysely';
import type { KeyTable, Schema } from '../store/schema.ts';
import { type Caller, holdsScope, type Scope } from './caller.ts';
import { keyLife } from './key-life.ts';
import { Refused } from './problem.ts';

export function scopesOf(row: Pick<KeyTable, 'scopes'>): Scope[] {
  return JSON.parse(row.scopes ?? '[]') as Scope[];
}

/** A key that may do more is out of reach: to change, rotate or release it would be to become it. */
export function requireAuthorityOver(caller: Caller, row: KeyTable): void {
  const lacking: string[] = scopesOf(row).filter((scope) => !holdsScope(caller, scope));
  if (row.operator === 1 && !caller.operator) lacking.push("being the operator's");
  if (lacking.length === 0) return;
  throw new Refused(
    'insufficient_scope',
    `This API key has more scopes than yours (${lacking.join(', ')}): only a key that has them may touch it.`,
  );
}

/**
 * Whether the organization keeps an owner without one of its keys: a person, or a key with the scope owner on which it
 * can rely. A retiring or expiring one is on its way out, one in quarantine can only be released by an owner, and one
 * bound to addresses is worth nothing once they are somebody else's.
 *
 * @param nowMs the database's clock, epoch ms
 */
export async function ownerRemains(
  db: Kysely<Schema>,
  organizationId: string,
  withoutKeyId: string,
  nowMs: number,
): Promise<boolean> {
  const person = await db
    .selectFrom('member')
    .select('id')
    .where('organization_id', '=', organizationId)
    .where('role', '=', 'owner')
    .limit(1)
    .executeTakeFirst();
  if (person !== undefined) return true;
  const others = await lastingKeys(db, withoutKeyId).where('organization_id', '=', organizationId).execute();
  return others.some((other) => scopesOf(other).includes('owner') && isReliable(other, nowMs));
}

/** The same of the operator, whose keys only the operator may touch; of whatever organization. */
export async function operatorRemains(
  db: Kysely<Schema>,
  withoutKeyId: string,
  nowMs: number,
): Promise<boolean> {
  const person = await db
    .selectFrom('member')
    .select('id')
    .where('operator', '=', 1)
    .limit(1)
    .executeTakeFirst();
  if (person !== undefined) return true;
  const others = await lastingKeys(db, withoutKeyId).where('operator', '=', 1).execute();
  return others.some((other) => isReliable(other, nowMs));
}

function lastingKeys(db: Kysely<Schema>, withoutKeyId: string) {
  return db
    .selectFrom('key')
    .selectAll()
    .where('deployment_id', 'is', null)
    .where('id', '!=', withoutKeyId)
    .where('ended_at', 'is', null)
    .where('deleted_at', 'is', null)
    .where('quarantined_at', 'is', null)
    .where('expires_at', 'is', null);
}

function isReliable(row: KeyTable, nowMs: number): boolean {
  const unrestricted = row.restriction === null || JSON.parse(row.restriction).kind === 'none';
  return unrestricted && keyStatus(keyLife(row), nowMs) === 'active';
}
