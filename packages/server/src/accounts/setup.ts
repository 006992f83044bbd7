import { auditEntry } from '@wicketgate/core';
import type { Kysely } from 'kysely';
import type { AccountDesk } from '../http/account-desk.ts';
import { addMember } from '../http/memberships.ts';
import { Refused } from '../http/problem.ts';
import { mintOneTimeToken } from '../platform/one-time-token.ts';
import { sha256 } from '../platform/sha256.ts';
import type { MemberTable, OrganizationTable, Schema, UserTable } from '../store/schema.ts';
import type { ActContext, Store, StoreTransaction } from '../store/store.ts';

/** Rows of `setting`: the digest of each link that was printed, with when. A week is long enough to click it. */
const SETTING_PREFIX = 'setup_token/';
const LINK_LIFE_MS = 7 * 86_400_000;

export interface SetupDeps {
  readonly accounts: AccountDesk;
  /** Makes an organization that has no key, only people. */
  readonly createOrganization: (
    tx: StoreTransaction,
    context: ActContext,
    name: string,
  ) => Promise<OrganizationTable>;
}

export interface FirstOwner {
  readonly token: string;
  readonly name: string;
  /** In lower case. */
  readonly email: string;
  readonly passwordHash: string;
  readonly organizationName: string | undefined;
  readonly circumstances: Pick<ActContext, 'ip' | 'requestId'>;
}

/**
 * A link by which one person becomes the owner of the instance; every start makes a new one until somebody did.
 *
 * @returns null once a person owns the instance
 */
export async function offerSetup(store: Store, publicUrl: string): Promise<string | null> {
  if (await hasOwner(store.read)) return null;
  const token = mintOneTimeToken();
  await store.write(async (tx) => {
    await tx.db
      .deleteFrom('setting')
      .where('name', 'like', `${SETTING_PREFIX}%`)
      .where('value', '<', String(tx.nowMs - LINK_LIFE_MS))
      .execute();
    await tx.db
      .insertInto('setting')
      .values({ name: SETTING_PREFIX + sha256(token.expose()), value: String(tx.nowMs) })
      .execute();
  });
  return `${publicUrl}/console/setup?token=${token.expose()}`;
}

export async function isSetupToken(db: Kysely<Schema>, token: string, nowMs: number): Promise<boolean> {
  const row = await db
    .selectFrom('setting')
    .select('value')
    .where('name', '=', SETTING_PREFIX + sha256(token))
    .executeTakeFirst();
  return row !== undefined && Number(row.value) + LINK_LIFE_MS > nowMs;
}

/**
 * Spends the link: a person, who owns and runs the instance, in its first organization.
 *
 * @throws Refused permission_denied when the link was spent, also a moment ago by somebody else
 */
export async function completeSetup(
  tx: StoreTransaction,
  { accounts, createOrganization }: SetupDeps,
  input: FirstOwner,
): Promise<UserTable> {
  if (!(await isSetupToken(tx.db, input.token, tx.nowMs))) throw spent();
  // All links in one statement: of two who send the form at once, the second waits here and then finds nothing.
  const links = await tx.db
    .deleteFrom('setting')
    .where('name', 'like', `${SETTING_PREFIX}%`)
    .returning('name')
    .execute();
  if (!links.some(({ name }) => name === SETTING_PREFIX + sha256(input.token))) throw spent();
  if (await hasOwner(tx.db)) throw spent();

  const { circumstances } = input;
  const start: ActContext = { actor: { type: 'system', id: 'first-start' }, ...circumstances };
  const existing = await firstOrganization(tx.db);
  const organization =
    existing ??
    (await createOrganization(tx, start, input.organizationName ?? `${input.name}’s organization`));
  const user = await accounts.createUser(tx, input);
  const member = await addMember(tx, {
    organizationId: organization.id,
    userId: user.id,
    userName: user.name,
    role: 'owner',
    operator: true,
    grants: [],
    circumstances,
  });
  if (existing !== undefined && input.organizationName !== undefined) {
    await rename(tx, existing, input.organizationName, member, { ...input, label: user.name });
  }
  return user;
}

export function spent(): Refused {
  return new Refused(
    'permission_denied',
    'This link is spent, too old or not ours. Restart the server to get a new one, or sign in.',
  );
}

async function hasOwner(db: Kysely<Schema>): Promise<boolean> {
  const row = await db
    .selectFrom('member')
    .select('id')
    .where('operator', '=', 1)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

/** The one that the admin token or the demo made. */
function firstOrganization(db: Kysely<Schema>): Promise<OrganizationTable | undefined> {
  return db
    .selectFrom('organization')
    .selectAll()
    .orderBy('created_at')
    .orderBy('id')
    .limit(1)
    .executeTakeFirst();
}

async function rename(
  tx: StoreTransaction,
  organization: OrganizationTable,
  name: string,
  member: MemberTable,
  { label, circumstances }: { label: string; circumstances: Pick<ActContext, 'ip' | 'requestId'> },
): Promise<void> {
  await tx.db.updateTable('organization').set({ name }).where('id', '=', organization.id).execute();
  tx.record(
    organization.id,
    { actor: { type: 'member', id: member.id, label }, ...circumstances },
    auditEntry('organization.updated', 'organization', organization.id, {
      before: { name: organization.name },
      after: { name },
    }),
  );
}
