import { latencyClass } from '../http/latency-class.ts';
import type { UsageSpan } from '../store/schema.ts';
import {
  ALLOWED,
  type CountedKey,
  type CountedSubject,
  HOUR_MS,
  LATENCY_BOUNDS_MS,
  MINUTE_MS,
  type RouteClass,
} from './counted-call.ts';
import { HourOrigins } from './hour-origins.ts';
import type { HourCount, KeyBatch, LatencyCount, OriginCount, SurgeWatch } from './usage-batch.ts';

/** A key in use is noted as used this often, and once more when it falls silent. */
const NOTE_USE_EVERY_MS = 10_000;

/** What one key did, on this node, in the hour that is running, as far as it has not been written yet. */
export class KeyCounts {
  readonly id: string;
  /** Whether something was counted since the last time it was taken. */
  isWaiting = false;
  /** Whether it was ever taken. */
  isKnown = false;
  /** The batch since which something was left behind; null: nothing is. */
  incompleteSince: number | null = null;
  hourAt = 0;
  /** The newest call, by the database's clock. */
  lastCallAtMs = 0;
  #key: CountedKey;
  #span: UsageSpan = 'hour';
  #spanAt = 0;
  #spanEndsAt = 0;
  #requests = 0;
  #watch: SurgeWatch = { threshold: null, toldIn: null };
  #lastUsedAtMs = 0;
  #notedUseMs = 0;
  // Made when needed: most keys are never refused, and there may be very many of them.
  #allowed: HourOrigins | null = null;
  #refused: HourOrigins | null = null;
  readonly #latency: { readonly route: RouteClass; readonly classes: number[] }[] = [];
  #origins: OriginCount[] = [];
  #latencies: LatencyCount[] = [];
  #hours: HourCount[] = [];

  constructor(id: string, subject: CountedSubject) {
    this.id = id;
    this.#key = { ...ofSubject(subject), restriction: null };
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
    const isAllowed = outcome === ALLOWED;
    // Whenever the gate reads a key anew, its life is a new object.
    if (this.#key.life !== subject.life) {
      this.#key = { ...ofSubject(subject), restriction: this.#key.restriction };
    }
    if (!isAllowed && this.#key.restriction !== subject.restriction) {
      this.#key = { ...this.#key, restriction: subject.restriction };
    }
    // Per minute while the key is retiring: how its traffic moves away is what the drain meter shows.
    const span = this.#key.life.graceEndsAtMs === null ? 'hour' : 'minute';
    // A call that was let in before the hour struck and answered after it counts in the new one.
    if (nowMs >= this.#spanEndsAt || span !== this.#span) this.#turn(span, nowMs);
    const origins = (isAllowed ? this.#allowed : this.#refused) ?? this.#newOrigins(isAllowed);
    origins.get(origin).add(outcome, route, nowMs);
    const classes = this.#classesOf(route);
    const index = latencyClass(LATENCY_BOUNDS_MS, tookMs);
    classes[index] = (classes[index] as number) + 1;
    if (isAllowed && nowMs > this.#lastUsedAtMs) this.#lastUsedAtMs = nowMs;
    if (nowMs > this.lastCallAtMs) this.lastCallAtMs = nowMs;
    this.#requests += 1;
    this.isWaiting = true;
  }

  /**
   * Hands over what has been counted and begins anew; which origins have a name of their own stays known.
   *
   * @param isWhole false leaves behind what can wait: latencies, and the hour's total where no origin is new
   */
  take(isWhole: boolean): KeyBatch {
    this.#closeOrigins();
    const origins = this.#origins;
    this.#origins = [];
    // A new origin needs the hour's row, which is what makes nodes admit one after the other.
    const needsHour = isWhole || origins.some(({ isFresh }) => isFresh);
    if (needsHour) this.#closeHour();
    if (isWhole) this.#closeLatencies();
    const batch = {
      keyId: this.id,
      subject: this.#key,
      origins,
      latencies: isWhole ? this.#latencies : [],
      hours: needsHour ? this.#hours : [],
      lastUsedAtMs: this.#takeLastUse(isWhole),
    };
    if (isWhole) this.#latencies = [];
    if (needsHour) this.#hours = [];
    this.isWaiting = false;
    this.isKnown = true;
    return batch;
  }

  #takeLastUse(isWhole: boolean): number {
    const lastUsedAtMs = this.#lastUsedAtMs;
    if (lastUsedAtMs === this.#notedUseMs) return 0;
    if (!isWhole && lastUsedAtMs - this.#notedUseMs < NOTE_USE_EVERY_MS) return 0;
    this.#notedUseMs = lastUsedAtMs;
    return lastUsedAtMs;
  }

  #newOrigins(isAllowed: boolean): HourOrigins {
    const origins = new HourOrigins();
    if (isAllowed) this.#allowed = origins;
    else this.#refused = origins;
    return origins;
  }

  #classesOf(route: RouteClass): number[] {
    for (const known of this.#latency) if (known.route === route) return known.classes;
    const classes = new Array<number>(LATENCY_BOUNDS_MS.length + 1).fill(0);
    this.#latency.push({ route, classes });
    return classes;
  }

  #turn(span: UsageSpan, nowMs: number): void {
    const lengthMs = span === 'hour' ? HOUR_MS : MINUTE_MS;
    const spanAt = nowMs - (nowMs % lengthMs);
    if (spanAt === this.#spanAt && span === this.#span) return;
    this.#closeOrigins();
    this.#closeLatencies();
    this.#span = span;
    this.#spanAt = spanAt;
    this.#spanEndsAt = spanAt + lengthMs;
    const hourAt = spanAt - (spanAt % HOUR_MS);
    if (hourAt === this.hourAt) return;
    this.#closeHour();
    this.hourAt = hourAt;
    this.#watch = { threshold: null, toldIn: null };
    this.#allowed = null;
    this.#refused = null;
  }

  /** Puts what the running span holds beside what is to be taken. */
  #closeOrigins(): void {
    for (const origins of [this.#allowed, this.#refused]) {
      for (const cells of origins?.values() ?? []) {
        const { name } = cells;
        for (const cell of cells.drain()) {
          this.#origins.push({
            name,
            isFresh: !name.isAdmitted,
            outcome: cell.outcome,
            route: cell.route,
            requests: cell.requests,
            lastSeenAtMs: cell.lastSeenAtMs,
            span: this.#span,
            at: this.#spanAt,
            hourAt: this.hourAt,
          });
        }
      }
    }
  }

  #closeHour(): void {
    if (this.#requests === 0) return;
    this.#hours.push({ hourAt: this.hourAt, requests: this.#requests, watch: this.#watch });
    this.#requests = 0;
  }

  #closeLatencies(): void {
    const when = { span: this.#span, at: this.#spanAt, hourAt: this.hourAt };
    for (const { route, classes } of this.#latency) {
      if (classes.every((count) => count === 0)) continue;
      this.#latencies.push({ ...when, route, classes: [...classes] });
      classes.fill(0);
    }
  }
}

function ofSubject({ keyId, organizationId, environment, deployment, life }: CountedSubject) {
  return { keyId, organizationId, environment, deployment, life };
}
