import type { UsageSpan } from '../store/schema.ts';
import {
  ALLOWED,
  type CountedSubject,
  HOUR_MS,
  LATENCY_BOUNDS_MS,
  MINUTE_MS,
  type RouteClass,
} from './counted-call.ts';
import { HourOrigins } from './hour-origins.ts';
import type { KeyBatch, LatencyCount, OriginCount, SurgeWatch } from './usage-batch.ts';

/** What one key did, on this node, in the hour that is running, as far as it has not been written yet. */
export class KeyCounts {
  readonly id: string;
  subject: CountedSubject;
  /** Whether something was counted since the last time it was taken. */
  isWaiting = false;
  hourAt = 0;
  #span: UsageSpan = 'hour';
  #spanAt = 0;
  #watch: SurgeWatch = { threshold: null };
  #lastUsedAtMs = 0;
  readonly #allowed = new HourOrigins();
  readonly #refused = new HourOrigins();
  readonly #latency = new Map<RouteClass, number[]>();
  #origins: OriginCount[] = [];
  #latencies: LatencyCount[] = [];

  constructor(id: string, subject: CountedSubject) {
    this.id = id;
    this.subject = subject;
  }

  add(outcome: string, origin: string, route: RouteClass, tookMs: number, nowMs: number): void {
    // Per minute while the key is retiring: how its traffic moves away is what the drain meter shows.
    const span = this.subject.life.graceEndsAtMs === null ? 'hour' : 'minute';
    const spanAt = nowMs - (nowMs % (span === 'hour' ? HOUR_MS : MINUTE_MS));
    // A call that was let in before the hour struck and answered after it counts in the new one.
    if (spanAt > this.#spanAt || span !== this.#span) this.#turn(span, spanAt);
    const isAllowed = outcome === ALLOWED;
    (isAllowed ? this.#allowed : this.#refused).get(origin).add(outcome, route, nowMs);
    const classes = this.#latency.get(route) ?? this.#newClasses(route);
    const index = latencyClass(tookMs);
    classes[index] = (classes[index] as number) + 1;
    if (isAllowed && nowMs > this.#lastUsedAtMs) this.#lastUsedAtMs = nowMs;
    this.isWaiting = true;
  }

  /** Hands over what has been counted and begins anew; which origins have a name of their own stays known. */
  take(): KeyBatch {
    this.#close();
    const { id, subject } = this;
    const batch = {
      keyId: id,
      subject,
      origins: this.#origins,
      latencies: this.#latencies,
      lastUsedAtMs: this.#lastUsedAtMs,
    };
    this.#origins = [];
    this.#latencies = [];
    this.#lastUsedAtMs = 0;
    this.isWaiting = false;
    return batch;
  }

  #newClasses(route: RouteClass): number[] {
    const classes = new Array<number>(LATENCY_BOUNDS_MS.length + 1).fill(0);
    this.#latency.set(route, classes);
    return classes;
  }

  #turn(span: UsageSpan, spanAt: number): void {
    this.#close();
    this.#span = span;
    this.#spanAt = spanAt;
    const hourAt = spanAt - (spanAt % HOUR_MS);
    if (hourAt === this.hourAt) return;
    this.hourAt = hourAt;
    this.#watch = { threshold: null };
    this.#allowed.clear();
    this.#refused.clear();
  }

  /** Puts what the running span holds beside what is to be taken. */
  #close(): void {
    const when = { span: this.#span, at: this.#spanAt, hourAt: this.hourAt, watch: this.#watch };
    for (const origins of [this.#allowed, this.#refused]) {
      for (const cells of origins.values()) {
        const { name } = cells;
        for (const cell of cells.drain()) {
          this.#origins.push({ ...cell, ...when, name, isFresh: !name.isAdmitted });
        }
      }
    }
    for (const [route, classes] of this.#latency) {
      if (classes.every((count) => count === 0)) continue;
      this.#latencies.push({ ...when, route, classes: [...classes] });
      classes.fill(0);
    }
  }
}

function latencyClass(tookMs: number): number {
  let index = 0;
  while (index < LATENCY_BOUNDS_MS.length && tookMs > (LATENCY_BOUNDS_MS[index] as number)) index += 1;
  return index;
}
