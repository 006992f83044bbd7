/** How replies are written and followed; all in milliseconds. */
export interface ReplyTimings {
  /** How often the text so far is stored, at most. */
  readonly persistEveryMs: number;
  /** How long a node that stopped renewing its lease is still believed to be writing. */
  readonly leaseMs: number;
  /** How often a node looks at a reply that another one writes. */
  readonly pollEveryMs: number;
  /** After so much silence a stream carries a comment, so that proxies keep it open. */
  readonly heartbeatMs: number;
  /** A reply that takes longer has failed. */
  readonly longestReplyMs: number;
  /** How long a stopping server lets replies come to their end. */
  readonly drainMs: number;
}

export const REPLY_TIMINGS: ReplyTimings = {
  persistEveryMs: 500,
  leaseMs: 10_000,
  pollEveryMs: 250,
  heartbeatMs: 15_000,
  longestReplyMs: 120_000,
  drainMs: 2_000,
};
