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
import { CountedOrigins, isNamed } from './counted-origins.ts';
import type { HourCount, KeyBatch, LatencyCount, OriginCount } from './usage-batch.ts';

/** What one key did, on this node, since the last batch. */
export class KeyCounts {
  readonly id: string;
  /** As the gate knew it at the newest call. */
  #subject: CountedSubject;
  #span: UsageSpan = 'hour';
  #spanAt = 0;
  #spanEndsAt = 0;
  #requests = 0;
  #lastUsedAtMs = 0;
  // Made when needed: most keys are never refused, and there may be very many of them.
  #allowed: CountedOrigins | null = null;
  #refused: CountedOrigins | null = null;
  #latency: { readonly route: RouteClass; readonly classes: number[] }[] = [];
  // What spans before the running one have left.
  readonly #origins: OriginCount[] = [];
  readonly #latencies: LatencyCount[] = [];
  readonly #hours: HourCount[] = [];

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
    this.#subject = subject;
    // Per minute while the key is retiring: how its traffic moves away is what the drain meter shows.
    const span = subject.life.graceEndsAtMs === null ? 'hour' : 'minute';
    // A call that was let in before the hour struck and answered after it counts in the new one.
    if (nowMs >= this.#spanEndsAt || span !== this.#span) this.#turn(span, nowMs);
    const isAllowed = outcome === ALLOWED;
    const origins = (isAllowed ? this.#allowed : this.#refused) ?? this.#newOrigins(isAllowed);
    origins.get(origin).add(outcome, route, nowMs);
    const classes = this.#classesOf(route);
    const index = latencyClass(LATENCY_BOUNDS_MS, tookMs);
    classes[index] = (classes[index] as number) + 1;
    if (isAllowed && nowMs > this.#lastUsedAtMs) this.#lastUsedAtMs = nowMs;
    this.#requests += 1;
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
      lastUsedAtMs: this.#lastUsedAtMs,
    };
  }

  #newOrigins(isAllowed: boolean): CountedOrigins {
    const origins = new CountedOrigins();
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
    this.#close();
    this.#span = span;
    this.#spanAt = spanAt;
    this.#spanEndsAt = spanAt + lengthMs;
  }

  /** Puts what the running span holds beside what is to be taken. */
  #close(): void {
    if (this.#requests === 0) return;
    const hourAt = this.#spanAt - (this.#spanAt % HOUR_MS);
    const when = { span: this.#span, at: this.#spanAt, hourAt };
    for (const origins of [this.#allowed, this.#refused]) {
      for (const { origin, cells } of origins?.all ?? []) {
        for (const cell of cells) this.#origins.push({ ...when, origin, ...cell });
      }
    }
    for (const { route, classes } of this.#latency) this.#latencies.push({ ...when, route, classes });
    this.#hours.push({ hourAt, requests: this.#requests });
    this.#allowed = null;
    this.#refused = null;
    this.#latency = [];
    this.#requests = 0;
  }

  /** Only what was refused is compared with them. */
  #allowedOrigins(): string[] {
    const { restriction } = this.#subject;
    if (restriction.kind !== 'websites') return [];
    const isRefused = this.#origins.some(({ origin, outcome }) => outcome !== ALLOWED && isNamed(origin));
    return isRefused ? restriction.rules.map(({ pattern }) => printOriginPattern(pattern)) : [];
  }
}
