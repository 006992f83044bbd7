/** What the address of the Activity page says: a filtered list can be shared. */
export interface ActivitySearch {
  readonly actor?: string;
  readonly action?: string;
  readonly target?: string;
  /** A day of the viewer's calendar, such as 2026-03-01. */
  readonly from?: string;
  readonly to?: string;
}

const SHAPES = {
  actor: /^[0-9A-Za-z_-]{1,60}$/,
  action: /^[a-z_]{1,40}\.[a-z_]{1,40}$/,
  target: /^[0-9A-Za-z_-]{1,60}$/,
  // While a year is typed, the field has days of the years 2, 20 and 202.
  from: /^2\d{3}-\d\d-\d\d$/,
  to: /^2\d{3}-\d\d-\d\d$/,
} as const;

/** What the server would not understand is left out. */
export function readActivitySearch(search: Record<string, unknown>): ActivitySearch {
  const known = Object.entries(SHAPES).flatMap(([name, shape]) => {
    const value = search[name];
    return typeof value === 'string' && shape.test(value) ? [[name, value]] : [];
  });
  return Object.fromEntries(known);
}
