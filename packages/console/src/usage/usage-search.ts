const DAY_MS = 86_400_000;
export const RANGES = ['24h', '7d', '30d', '90d'] as const;
export type RangeName = (typeof RANGES)[number];

const LENGTH_MS: Record<RangeName, number> = {
  '24h': DAY_MS,
  '7d': 7 * DAY_MS,
  '30d': 30 * DAY_MS,
  '90d': 90 * DAY_MS,
};

/** What the address of the Usage page says: of what, and how far back. */
export interface UsageSearch {
  readonly deployment?: string;
  readonly range?: RangeName;
  readonly interval?: 'hour' | 'day';
  readonly key?: string;
  /** A second key, beside the first. */
  readonly compare?: string;
}

/** Anything may stand in an address; what is not understood is left out. */
export function readUsageSearch(search: Record<string, unknown>): UsageSearch {
  const range = RANGES.find((known) => known === search['range']);
  const interval = (['hour', 'day'] as const).find((known) => known === search['interval']);
  const id = (name: 'deployment' | 'key' | 'compare', form: RegExp) => {
    const value = search[name];
    return typeof value === 'string' && form.test(value) ? { [name]: value } : {};
  };
  return {
    ...id('deployment', /^dep_\w{1,40}$/),
    ...(range === undefined ? {} : { range }),
    ...(interval === undefined ? {} : { interval }),
    ...id('key', /^(key|dep|bot)_\w{1,40}$/),
    ...id('compare', /^(key|dep|bot)_\w{1,40}$/),
  };
}

export interface UsageSpan {
  readonly range: RangeName;
  readonly interval: 'hour' | 'day';
}

/** Hours for up to a week, days beyond, where nothing else is asked for. */
export function spanOf({ range = '24h', interval }: UsageSearch): UsageSpan {
  return { range, interval: interval ?? (range === '24h' || range === '7d' ? 'hour' : 'day') };
}

/** When a range that ends now begins, RFC 3339. */
export function beginOf(range: RangeName, nowMs: number): string {
  return new Date(nowMs - LENGTH_MS[range]).toISOString();
}
