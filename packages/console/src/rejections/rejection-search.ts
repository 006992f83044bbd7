const STATUSES = ['open', 'allowed', 'muted'] as const;

/** What the address of the Rejections page says. */
export interface RejectionSearch {
  readonly deployment?: string;
  /** Open ones if absent. */
  readonly status?: (typeof STATUSES)[number];
}

/** Anything may stand in an address; what is not understood is left out. */
export function readRejectionSearch(search: Record<string, unknown>): RejectionSearch {
  const { deployment } = search;
  const status = STATUSES.find((known) => known === search['status']);
  const isId = typeof deployment === 'string' && /^dep_[0-9A-Za-z]{1,40}$/.test(deployment);
  return {
    ...(isId ? { deployment } : {}),
    ...(status === undefined || status === 'open' ? {} : { status }),
  };
}
