import { maskAddress } from '@wicketgate/core';
import { BatchFlush } from '../http/batch-flush.ts';
import type { NotedRejection } from '../http/noted-rejection.ts';
import { inHalves } from '../platform/in-parts.ts';
import type { Logger } from '../platform/logger.ts';
import type { Store } from '../store/store.ts';
import type { RejectionCount } from './rejection-count.ts';
import { groupOf, othersOf, type RejectionGroup, subjectIdOf } from './rejection-group.ts';
import { writeRejections } from './write-rejections.ts';

/** Origins of one key that are kept apart; an attacker can send as many as there are numbers. */
const MOST_GROUPS_A_SUBJECT = 200;
/** Networks remembered of one group and batch. */
const MOST_NETWORKS = 20;
const LONGEST_HOST = 260;

/** Counts refused origins and addresses in memory; they are written together every second. */
export class RejectionCounter {
  readonly #flush: BatchFlush<readonly RejectionCount[]>;
  #groups = new Map<string, RejectionCount>();
  #groupsOfSubject = new Map<string, number>();

  constructor(store: Pick<Store, 'write'>, logger: Logger) {
    this.#flush = new BatchFlush({
      name: 'rejections',
      store,
      logger,
      take: () => this.#take(),
      apply: (tx, batch) => writeRejections(tx, batch, MOST_GROUPS_A_SUBJECT),
      halve: inHalves,
    });
  }

  note(rejection: NotedRejection): void {
    const group = this.#groupFor(rejection);
    group.count += 1;
    if (rejection.reported) group.reportedCount += 1;
    group.lastSeenAtMs = Math.max(group.lastSeenAtMs, rejection.atMs);
    group.pageHost ??= pageHostOf(rejection);
    if (rejection.address !== null && group.networks.size < MOST_NETWORKS) {
      group.networks.add(maskAddress(rejection.address));
    }
  }

  /** Resolves when everything counted on this node can be read from the store. */
  flush(): Promise<void> {
    return this.#flush.flush();
  }

  /** How long the oldest batch has been waiting to be written, in milliseconds; 0 where none is. */
  lagMs(): number {
    return this.#flush.lagMs();
  }

  close(): Promise<void> {
    return this.#flush.close();
  }

  #groupFor(rejection: NotedRejection): RejectionCount {
    const subjectId = subjectIdOf(rejection);
    const own = groupOf(subjectId, rejection.code, rejection.origin);
    const known = this.#groups.get(own.groupKey);
    if (known !== undefined) return known;
    const groups = (this.#groupsOfSubject.get(subjectId) ?? 0) + 1;
    if (groups <= MOST_GROUPS_A_SUBJECT) {
      this.#groupsOfSubject.set(subjectId, groups);
      return this.#add(own, subjectId, rejection);
    }
    const others = othersOf(subjectId, rejection.code);
    return this.#groups.get(others.groupKey) ?? this.#add(others, subjectId, rejection);
  }

  #add(group: RejectionGroup, subjectId: string, rejection: NotedRejection): RejectionCount {
    const { organizationId, chatbotId, deploymentId, keyId, code, atMs } = rejection;
    const added: RejectionCount = {
      ...group,
      subjectId,
      rejection: { organizationId, chatbotId, deploymentId, keyId, code },
      firstSeenAtMs: atMs,
      lastSeenAtMs: atMs,
      count: 0,
      reportedCount: 0,
      pageHost: null,
      networks: new Set(),
    };
    this.#groups.set(group.groupKey, added);
    return added;
  }

  #take(): readonly RejectionCount[] | null {
    if (this.#groups.size === 0) return null;
    const groups = [...this.#groups.values()];
    this.#groups = new Map();
    this.#groupsOfSubject = new Map();
    // In one order on all nodes, so that they lock rows in the same order.
    return groups.sort((a, b) => (a.groupKey < b.groupKey ? -1 : 1));
  }
}

/** Where the page is: by its origin, and without one by what the caller says of itself. */
function pageHostOf({ origin, referer }: NotedRejection): string | null {
  const address = origin.kind === 'present' ? origin.origin.text : referer;
  if (address === undefined || !URL.canParse(address)) return null;
  const { host } = new URL(address);
  return host === '' || host.length > LONGEST_HOST ? null : host;
}
