/** What is called, as far as usage tells calls apart. */
export const ROUTE_CLASSES = [
  'config',
  'identity',
  'conversation',
  'message',
  'verification',
  'management',
  'other',
] as const;
export type RouteClass = (typeof ROUTE_CLASSES)[number];

/**
 * On the gate's record of a key, for whoever counts its calls: as a rule the next call is of the kind of one of the newest
 * two, and where that was counted is then known without any looking up. All of it lies together, since what lies apart has
 * to be waited for.
 */
export interface CountingMark {
  /** Whose mark it is; to any other counter it says nothing. */
  stamp: symbol | null;
  route: RouteClass;
  /** Of the newest kind. */
  origin: string;
  place: number;
  /** Of the one before it. */
  formerOrigin: string;
  formerPlace: number;
}

export function newCountingMark(): CountingMark {
  return { stamp: null, route: 'other', origin: '', place: 0, formerOrigin: '', formerPlace: 0 };
}
