/** What the address of the Explain page says: an explanation can be shared. */
export interface ExplainSearch {
  readonly request?: string;
  readonly deployment?: string;
  readonly origin?: string;
  readonly ip?: string;
}

const SHAPES = {
  request: /^req_[0-9A-Za-z]{1,40}$/,
  deployment: /^dep_[0-9A-Za-z]{1,40}$/,
  origin: /^.{1,2048}$/,
  ip: /^.{1,100}$/,
} as const;

/** What the server would not understand is left out. */
export function readExplainSearch(search: Record<string, unknown>): ExplainSearch {
  const known = Object.entries(SHAPES).flatMap(([name, shape]) => {
    const value = search[name];
    return typeof value === 'string' && shape.test(value) ? [[name, value]] : [];
  });
  return Object.fromEntries(known);
}

/** @returns the id, also where it was copied with white space around it; null where it is none */
export function readRequestId(typed: string): string | null {
  const id = typed.trim();
  return SHAPES.request.test(id) ? id : null;
}
