import type { UsageSpan } from '../store/schema.ts';
import type { CountedKey, RouteClass } from './counted-call.ts';

/** Whether an origin's name is known to have been stored with its key's hour: then its counts need no further look. */
export interface OriginName {
  readonly origin: string;
  isAdmitted: boolean;
}

/** What is known of a key's hour as to surges, so that it is looked up once. */
export interface SurgeWatch {
  /** Calls above which the hour is a surge; null: not looked up yet. */
  threshold: number | null;
  /** The batch that told of it: only that one, written again, tells again. */
  toldIn: object | null;
}

/** One span of one key's time. */
interface When {
  readonly span: UsageSpan;
  readonly at: number;
  /** When the hour around it begins. */
  readonly hourAt: number;
}

export interface OriginCount extends When {
  readonly name: OriginName;
  /** As it was when the batch was taken: a batch that is written again must find what it found the first time. */
  readonly isFresh: boolean;
  readonly outcome: string;
  readonly route: RouteClass;
  readonly requests: number;
  readonly lastSeenAtMs: number;
}

export interface LatencyCount extends When {
  readonly route: RouteClass;
  /** How many calls, by class of latency. */
  readonly classes: readonly number[];
}

/** Calls of one key in one hour. */
export interface HourCount {
  readonly hourAt: number;
  readonly requests: number;
  readonly watch: SurgeWatch;
}

export interface KeyBatch {
  /** For calls that name the chatbot instead of a key the deployment's id, or the chatbot's where several refused. */
  readonly keyId: string;
  readonly subject: CountedKey;
  readonly origins: readonly OriginCount[];
  readonly latencies: readonly LatencyCount[];
  readonly hours: readonly HourCount[];
  /** The newest call that was let in, epoch ms; 0: none was, or it can wait. */
  readonly lastUsedAtMs: number;
}

/** What was counted on one node since the last batch. */
export interface UsageBatch {
  /** Sorted by key, so that nodes lock rows in the same order. */
  readonly keys: readonly KeyBatch[];
  /** When a message was last handled, by deployment. */
  readonly messages: ReadonlyMap<string, number>;
}

/** How many calls each key has had in the hours of a batch, on all nodes, with this batch. */
export type HourTotals = (keyId: string, hourAt: number) => number;

/** Origins that join a key's hour with a batch, of allowed or of refused calls. */
export interface Admission {
  readonly key: KeyBatch;
  readonly hourAt: number;
  readonly isAllowed: boolean;
  /** The most frequent first. */
  readonly origins: readonly string[];
}
