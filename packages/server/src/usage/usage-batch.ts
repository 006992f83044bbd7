import type { RouteClass } from '../http/counting-mark.ts';
import type { UsageSpan } from '../store/schema.ts';

/** One span of one key's time. */
interface When {
  readonly span: UsageSpan;
  readonly at: number;
  /** When the hour around it begins. */
  readonly hourAt: number;
}

export interface OriginCount extends When {
  readonly origin: string;
  readonly outcome: string;
  readonly route: RouteClass;
  readonly requests: number;
  readonly lastSeenAtMs: number;
}

export interface LatencyCount extends When {
  readonly route: RouteClass;
  /** How many calls, by class of latency; the last classes may be left out. */
  readonly classes: readonly number[];
}

/** Calls of one key in one hour. */
export interface HourCount {
  readonly hourAt: number;
  readonly requests: number;
}

/** What one key did since the last batch. Counts of the same name are added when they are written. */
export interface KeyBatch {
  /** For calls that name the chatbot instead of a key the deployment's id, or the chatbot's where several refused. */
  readonly keyId: string;
  /** False where `keyId` is not a key's. */
  readonly isKey: boolean;
  readonly organizationId: string;
  readonly deploymentId: string | null;
  readonly environment: 'live' | 'test';
  readonly createdAtMs: number;
  /** The websites that were allowed when an origin was refused, as patterns; empty where none was. */
  readonly allowedOrigins: readonly string[];
  readonly origins: readonly OriginCount[];
  readonly latencies: readonly LatencyCount[];
  readonly hours: readonly HourCount[];
  /** The newest call that was let in, epoch ms; 0: none was. */
  readonly lastUsedAtMs: number;
}

/** What is to be added to the counters. */
export interface UsageBatch {
  /** Each key once, sorted: so nodes lock rows in the same order. */
  readonly keys: readonly KeyBatch[];
  /** When a message was last handled, by deployment. */
  readonly messages: ReadonlyMap<string, number>;
}

/** How many calls each key has had in an hour, on all nodes, with this batch. */
export type HourTotals = (keyId: string, hourAt: number) => number;

/** Origins that join a key's hour with a batch, of allowed or of refused calls. */
export interface Admission {
  readonly key: KeyBatch;
  readonly hourAt: number;
  readonly isAllowed: boolean;
  /** The most frequent first. */
  readonly origins: readonly string[];
}
