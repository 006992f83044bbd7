/** The last batch of counts that was written, by each process that counts: one that is sent again counts once. */
export interface UsageFlushTable {
  /** Unique to a process and what it counts. */
  source: string;
  sequence: number;
  at: number;
}

/** What was counted of some keys and has not been added to the counters yet. */
export interface UsageJournalTable {
  id: string;
  /** A range of ids, so that its entries name the same keys often; a key lies in a wide one and in a narrow one. */
  part: number;
  at: number;
  /** How many entries `counts` has. */
  keys: number;
  /** JSON, an array of KeyEntry; former versions wrote a KeyBatch for each. */
  counts: string;
}

/** How long a counter covers: minutes while a key is retiring, days once the hours are old. */
export type UsageSpan = 'minute' | 'hour' | 'day';

/** Calls of one key, from one origin, with one outcome, to one class of routes, in one span of time. */
export interface UsageRollupTable {
  /** For calls that name the chatbot instead of a key the deployment's id, or the chatbot's where several refused. */
  key_id: string;
  span: UsageSpan;
  /** When the span begins. */
  at: number;
  /** `none` where a call had no origin; `other` for those beyond what is kept apart. */
  origin: string;
  /** `allowed` or a deny reason. */
  outcome: string;
  route: string;
  organization_id: string;
  deployment_id: string | null;
  requests: number;
  last_seen_at: number;
}

/** A histogram: how many calls of one key, to one class of routes, took how long. */
export interface UsageLatencyTable extends Record<LatencyColumn, number> {
  key_id: string;
  span: UsageSpan;
  at: number;
  route: string;
  organization_id: string;
  deployment_id: string | null;
}

export const LATENCY_COLUMNS = [
  'within_0',
  'within_1',
  'within_2',
  'within_3',
  'within_4',
  'within_5',
  'within_6',
  'within_7',
  'within_8',
  'within_9',
  'within_10',
  'within_11',
] as const;
export type LatencyColumn = (typeof LATENCY_COLUMNS)[number];

/** All calls of one key in one hour: what a surge is measured by. */
export interface UsageHourTable {
  key_id: string;
  at: number;
  deployment_id: string | null;
  requests: number;
}

/** An origin from which a deployment was used with success: the key that was the first. */
export interface UsageOriginTable {
  key_id: string;
  origin: string;
  deployment_id: string | null;
  first_seen_at: number;
}

/** Something that people should hear of; written once, whoever else notices it. */
export interface NoticeTable {
  id: string;
  organization_id: string;
  kind: string;
  /** The id of what it is about. */
  subject_id: string;
  /** Unique within the organization. */
  dedupe_key: string;
  /** JSON object. */
  payload: string;
  at: number;
}
