import { printOriginPattern } from '@wicketgate/core';
import { latencyClass } from '../http/latency-class.ts';
import type { UsageSpan } from '../store/schema.ts';
import {
  ALLOWED,
  type CountedSubject,
  HOUR_MS,
  LATENCY_BOUNDS_MS,
  MINUTE_MS,
  type RouteClass,
} from './counted-call.ts';
import { type Cell, CountedCells, isNamed } from './counted-cells.ts';
import type { HourCount, KeyBatch, LatencyCount, OriginCount } from './usage-batch.ts';

const NONE = [] as const;

/** What one key did, on this node, since the last batch. */
export class KeyCounts {
  readonly id: string;
  /** As the gate knew it at the newest call. */
  #subject: CountedSubject;
  #span: UsageSpan = 'hour';
  #spanAt = 0;
  #spanEndsAt = 0;
  /** Where the newest call was counted: as a rule the next one is of its kind. */
  #last: Cell | null = null;
  // Made when needed: most keys are never refused, and there may be very many of them.
  #allowed: CountedCells | null = null;
  #refused: CountedCells | null = null;
  // What spans before the running one have left.
  #origins: readonly OriginCount[] = NONE;
  #latencies: readonly LatencyCount[] = NONE;
  #hours: readonly HourCount[] = NONE;

  constructor(id: string, subject: CountedSubject) {
    this.id = id;
    this.#subject = subject;
  }

  /** @param subject the key as the gate knew it at this call */
  add(
    subject: CountedSubject,
    outcome: string,
    origin: string,
    route: RouteClass,
    tookMs: number,
    nowMs: number,
  ): void {
    // Whenever the gate reads a key anew, what it has of it is a new object: only then can it have begun to retire.
    if (subject !== this.#subject || nowMs >= this.#spanEndsAt) this.#turn(subject, nowMs);
    let cell = this.#last;
    if (cell === null || cell.origin !== origin || cell.outcome !== outcome || cell.route !== route) {
      cell = this.#side(outcome === ALLOWED).get(origin, outcome, route);
      this.#last = cell;
    }
    const index = latencyClass(LATENCY_BOUNDS_MS, tookMs);
    cell.classes[index] = (cell.classes[index] as number) + 1;
    if (nowMs > cell.lastSeenAtMs) cell.lastSeenAtMs = nowMs;
  }

  /** What has been counted, as often as it is asked for. Nothing is to be added afterwards. */
  take(): KeyBatch {
    this.#close();
    const { keyId, organizationId, environment, deployment, life } = this.#subject;
    return {
      keyId: this.id,
      isKey: keyId !== null,
      organizationId,
      deploymentId: deployment?.id ?? null,
      environment,
      createdAtMs: life.createdAtMs,
      allowedOrigins: this.#allowedOrigins(),
      origins: this.#origins,
      latencies: this.#latencies,
      hours: this.#hours,
      lastUsedAtMs: this.#origins.reduce(
        (newest, { outcome, lastSeenAtMs }) =>
          outcome === ALLOWED ? Math.max(newest, lastSeenAtMs) : newest,
        0,
      ),
    };
  }

  #side(isAllowed: boolean): CountedCells {
    const known = isAllowed ? this.#allowed : this.#refused;
    if (known !== null) return known;
    const cells = new CountedCells();
    if (isAllowed) this.#allowed = cells;
    else this.#refused = cells;
    return cells;
  }

  /** A call that was let in before the hour struck and answered after it counts in the new one. */
  #turn(subject: CountedSubject, nowMs: number): void {
    this.#subject = subject;
    // Per minute while the key is retiring: how its traffic moves away is what the drain meter shows.
    const span = subject.life.graceEndsAtMs === null ? 'hour' : 'minute';
    if (nowMs < this.#spanEndsAt && span === this.#span) return;
    const lengthMs = span === 'hour' ? HOUR_MS : MINUTE_MS;
    const spanAt = nowMs - (nowMs % lengthMs);
    if (spanAt === this.#spanAt && span === this.#span) return;
    this.#close();
    this.#span = span;
    this.#spanAt = spanAt;
    this.#spanEndsAt = spanAt + lengthMs;
  }

  /** Puts what the running span holds beside what is to be taken. */
  #close(): void {
    const cells = [...(this.#allowed?.all ?? []), ...(this.#refused?.all ?? [])];
    if (cells.length === 0) return;
    const hourAt = this.#spanAt - (this.#spanAt % HOUR_MS);
    const when = { span: this.#span, at: this.#spanAt, hourAt };
    const origins = cells.map(({ origin, outcome, route, classes, lastSeenAtMs }) => {
      const requests = classes.reduce((sum, count) => sum + count);
      return { ...when, origin, outcome, route, requests, lastSeenAtMs };
    });
    const latencies = Array.from(sumByRoute(cells), ([route, classes]) => ({ ...when, route, classes }));
    const all = origins.reduce((sum, { requests }) => sum + requests, 0);
    this.#origins = [...this.#origins, ...origins];
    this.#latencies = [...this.#latencies, ...latencies];
    this.#hours = [...this.#hours, { hourAt, requests: all }];
    this.#last = null;
    this.#allowed = null;
    this.#refused = null;
  }

  /** Only what was refused is compared with them. */
  #allowedOrigins(): string[] {
    const { restriction } = this.#subject;
    if (restriction.kind !== 'websites') return [];
    const isRefused = this.#origins.some(({ origin, outcome }) => outcome !== ALLOWED && isNamed(origin));
    return isRefused ? restriction.rules.map(({ pattern }) => printOriginPattern(pattern)) : [];
  }
}

function sumByRoute(cells: readonly Cell[]): ReadonlyMap<RouteClass, readonly number[]> {
  const sums = new Map<RouteClass, number[]>();
  for (const { route, classes } of cells) {
    const sum = sums.get(route);
    if (sum === undefined) sums.set(route, [...classes]);
    else for (const [index, count] of classes.entries()) sum[index] = (sum[index] ?? 0) + count;
  }
  return sums;
}
