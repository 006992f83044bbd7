import type { NotedRejection } from '../http/noted-rejection.ts';
import type { RejectionGroup } from './rejection-group.ts';

/** What was counted of one group since the last batch. */
export interface RejectionCount extends RejectionGroup {
  readonly subjectId: string;
  readonly rejection: Pick<
    NotedRejection,
    'organizationId' | 'chatbotId' | 'deploymentId' | 'keyId' | 'code'
  >;
  readonly firstSeenAtMs: number;
  lastSeenAtMs: number;
  count: number;
  /** Of them, how many were let in because the restriction was only tried. */
  reportedCount: number;
  pageHost: string | null;
  /** IPv4 /24 and IPv6 /48. */
  readonly networks: Set<string>;
}
