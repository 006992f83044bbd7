import type { CountingMark, RouteClass } from '../http/counting-mark.ts';
import type { UsageSpan } from '../store/schema.ts';
import { CellNumbers } from './cell-numbers.ts';
import { ALLOWED, type CountedSubject, HOUR_MS, MINUTE_MS } from './counted-call.ts';
import type { CountedSpan } from './counted-cells.ts';
import { KeyCounts } from './key-counts.ts';
import type { CountedKey } from './usage-journal.ts';

/** Where so many cells were needed, few will be needed again: then the next batch begins with none. */
const MOST_CELLS = 5_000;
/** Batches after which it does so anyway: keys that are called no more leave. */
const MOST_BATCHES = 60;

/** What a node counts, batch by batch. */
export class CountedCalls {
  #numbers = new CellNumbers();
  #keys = new Map<string, KeyCounts>();
  // Many keys are counted in the same span.
  #hour: CountedSpan = spanAround('hour', 0);
  #minute: CountedSpan = spanAround('minute', 0);
  /** Of the marks of cells that are of the hour, and here. */
  #stamp = Symbol('calls');
  #batches = 0;
  /** A key had more origins than are told apart: those of the next batch must find room again. */
  #isCrowded = false;

  /**
   * @param subject the key as the gate knew it at this call
   * @param tookMs until its answer
   * @param nowMs when it was let in or refused
   */
  add(
    subject: CountedSubject,
    outcome: string,
    origin: string,
    route: RouteClass,
    tookMs: number,
    nowMs: number,
  ): void {
    const place = outcome === ALLOWED ? this.#marked(subject.counted, origin, route, nowMs) : null;
    if (place === null) this.#addUnmarked(subject, outcome, origin, route, tookMs, nowMs);
    else this.#numbers.count(place, tookMs, nowMs - this.#hour.at);
  }

  /** Hands over what was counted since the last time, each key once. */
  take(): CountedKey[] {
    const numbers = this.#numbers.take();
    const called = [...this.#keys.values()].filter((counts) => counts.hasCalls(numbers));
    this.#batches += 1;
    const isFull = this.#numbers.cells > MOST_CELLS || this.#batches >= MOST_BATCHES;
    if (isFull || this.#isCrowded) this.#beginAnew();
    // Read later, and again where it could not be written: it must be what it is now.
    return called.map((counts) => {
      const { id, restriction } = counts;
      return { id, take: () => counts.read(numbers, restriction) };
    });
  }

  /** Where an allowed call of the hour is counted, as far as the mark says. */
  #marked(mark: CountingMark, origin: string, route: RouteClass, nowMs: number): number | null {
    if (mark.stamp !== this.#stamp || mark.route !== route || !isWithin(this.#hour, nowMs)) return null;
    if (mark.origin === origin) return mark.place;
    return mark.formerOrigin === origin ? mark.formerPlace : null;
  }

  #addUnmarked(
    subject: CountedSubject,
    outcome: string,
    origin: string,
    route: RouteClass,
    tookMs: number,
    nowMs: number,
  ): void {
    const id = subject.keyId ?? subject.deployment?.id ?? subject.chatbot?.id;
    if (id === undefined) return;
    const known = this.#keys.get(id);
    const counts = known ?? new KeyCounts(id, subject);
    if (outcome !== ALLOWED) counts.restriction = subject.restriction;
    const during = this.#spanOf(subject, nowMs);
    const cell = counts.cellOf({ during, origin, outcome, route }, this.#numbers);
    const { place } = cell;
    if (cell.origin !== origin) this.#isCrowded = true;
    this.#numbers.count(place, tookMs, nowMs - during.at);
    // Of the many keys that are called once in a while nothing need be remembered.
    if (known === undefined) this.#keys.set(id, counts);
    else if (outcome === ALLOWED && during === this.#hour) this.#mark(subject.counted, origin, route, place);
  }

  #mark(mark: CountingMark, origin: string, route: RouteClass, place: number): void {
    const isMine = mark.stamp === this.#stamp && mark.route === route;
    mark.formerOrigin = isMine ? mark.origin : origin;
    mark.formerPlace = isMine ? mark.place : place;
    mark.stamp = this.#stamp;
    mark.route = route;
    mark.origin = origin;
    mark.place = place;
  }

  /** Per minute while the key is retiring: how its traffic moves away is what the drain meter shows. */
  #spanOf({ life }: CountedSubject, nowMs: number): CountedSpan {
    if (life.graceEndsAtMs !== null) {
      if (!isWithin(this.#minute, nowMs)) this.#minute = spanAround('minute', nowMs);
      return this.#minute;
    }
    if (!isWithin(this.#hour, nowMs)) {
      this.#hour = spanAround('hour', nowMs);
      this.#stamp = Symbol('calls');
    }
    return this.#hour;
  }

  #beginAnew(): void {
    this.#numbers = new CellNumbers();
    this.#keys = new Map();
    this.#stamp = Symbol('calls');
    this.#batches = 0;
    this.#isCrowded = false;
  }
}

function isWithin({ at, endsAt }: CountedSpan, nowMs: number): boolean {
  return nowMs >= at && nowMs < endsAt;
}

function spanAround(span: UsageSpan, nowMs: number): CountedSpan {
  const lengthMs = span === 'hour' ? HOUR_MS : MINUTE_MS;
  const at = nowMs - (nowMs % lengthMs);
  return { span, at, endsAt: at + lengthMs };
}
