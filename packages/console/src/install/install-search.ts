import type { Deployment } from '../deployments/deployments-api.ts';
import type { Sort } from '../ui/data-table.tsx';

const TYPES = ['website', 'shopify', 'wordpress', 'custom'] as const;
const ENVIRONMENTS = ['live', 'test'] as const;
const SORTS = ['label', 'site', 'lastActive', 'status'] as const;

/** What the address of the Install tab says: which rows, in which order. */
export interface InstallSearch {
  readonly q?: string;
  readonly type?: (typeof TYPES)[number];
  readonly environment?: (typeof ENVIRONMENTS)[number];
  readonly revoked?: true;
  readonly sort?: (typeof SORTS)[number];
  readonly descending?: true;
}

/** Anything may stand in an address; what is not understood is left out. */
export function readInstallSearch(search: Record<string, unknown>): InstallSearch {
  const { q, revoked, descending } = search;
  const type = TYPES.find((known) => known === search['type']);
  const environment = ENVIRONMENTS.find((known) => known === search['environment']);
  const sort = SORTS.find((known) => known === search['sort']);
  return {
    ...(q === undefined || q === '' ? {} : { q: String(q) }),
    ...(type === undefined ? {} : { type }),
    ...(environment === undefined ? {} : { environment }),
    ...(revoked === true ? { revoked } : {}),
    ...(sort === undefined ? {} : { sort }),
    ...(descending === true ? { descending } : {}),
  };
}

/** The rows that the filters leave, in order; newest first where no order is asked for. */
export function filterDeployments(deployments: readonly Deployment[], search: InstallSearch): Deployment[] {
  const wanted = search.q?.trim().toLowerCase() ?? '';
  const kept = deployments.filter(
    (deployment) =>
      (search.revoked === true || deployment.status !== 'revoked') &&
      (search.type === undefined || deployment.type === search.type) &&
      (search.environment === undefined || deployment.environment === search.environment) &&
      searchedText(deployment).includes(wanted),
  );
  const { sort } = search;
  if (sort === undefined) return kept;
  const direction = search.descending === true ? -1 : 1;
  return kept.sort((a, b) => direction * sortText(a, sort).localeCompare(sortText(b, sort)));
}

export function sortOf(search: InstallSearch): Sort {
  return { by: search.sort ?? '', descending: search.descending === true };
}

export function withSort(search: InstallSearch, { by, descending }: Sort): InstallSearch {
  return readInstallSearch({ ...search, sort: by, descending: descending ? true : undefined });
}

function searchedText({ label, site, stage, keys }: Deployment): string {
  return [label, site, stage, ...keys.map((key) => key.preview)].join('\n').toLowerCase();
}

function sortText(deployment: Deployment, by: NonNullable<InstallSearch['sort']>): string {
  switch (by) {
    case 'label':
      return deployment.label;
    case 'site':
      return deployment.site ?? '';
    case 'lastActive':
      return deployment.lastActiveAt ?? '';
    case 'status':
      return deployment.status;
  }
}
