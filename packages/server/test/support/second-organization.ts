import { createOrganization } from '../../src/organizations/create-organization.ts';
import { issueKey } from '../../src/platform/issue-key.ts';
import type { TestInstance } from './test-instance.ts';

/** Another tenant of the same instance. */
export interface SecondOrganization {
  readonly id: string;
  readonly ownerKey: string;
}

export async function addOrganization(instance: TestInstance, name = 'Other'): Promise<SecondOrganization> {
  const issued = issueKey(instance.vault, 'secret', 'live', false);
  const context = { actor: { type: 'system', id: 'test' }, ip: null, requestId: null } as const;
  const { id } = await instance.store.write((tx) => createOrganization(tx, context, name, issued));
  return { id, ownerKey: issued.secret.expose() };
}
