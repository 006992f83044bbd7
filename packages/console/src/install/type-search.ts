import type { DeploymentType } from '../deployments/deployments-api.ts';

const TYPES: readonly DeploymentType[] = ['website', 'shopify', 'wordpress', 'custom'];

/** What the address of the wizard says: the type, once it is chosen. */
export function readTypeSearch(search: Record<string, unknown>): { readonly type?: DeploymentType } {
  const type = TYPES.find((known) => known === search['type']);
  return type === undefined ? {} : { type };
}
