import type { Store } from '../store/store.ts';
import type { Person } from './account-desk.ts';
import type { Session } from './member-schemas.ts';
import { printGrants, readGrants, readMemberships } from './memberships.ts';

export interface InstanceFacts {
  readonly publicUrl: string;
  readonly sendsMail: boolean;
}

/** @param wanted the organization asked for; where the person is not in it, the first stands in */
export async function presentSession(
  store: Store,
  person: Person,
  instance: InstanceFacts,
  wanted?: string | string[],
): Promise<Session> {
  const memberships = await readMemberships(store.read, person.id);
  const limited = memberships.filter(({ role }) => role === 'member').map(({ id }) => id);
  const grants = await readGrants(store.read, limited);
  const chosen = memberships.find(({ organizationId }) => organizationId === wanted) ?? memberships[0];
  const { id, name, email, twoFactorEnabled } = person;
  return {
    user: { id, name, email, twoFactorEnabled },
    organizations: memberships.map((membership) => {
      const granted = grants.get(membership.id);
      return {
        id: membership.organizationId,
        name: membership.organizationName,
        role: membership.role,
        ...(granted === undefined ? {} : { permissions: printGrants(granted) }),
      };
    }),
    organization:
      chosen === undefined
        ? null
        : { id: chosen.organizationId, name: chosen.organizationName, role: chosen.role },
    instance: { smtp: instance.sendsMail, publicUrl: instance.publicUrl },
  };
}
