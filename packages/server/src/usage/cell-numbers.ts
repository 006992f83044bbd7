import { latencyClass } from '../http/latency-class.ts';
import { LATENCY_BOUNDS_MS } from './counted-call.ts';

/** First the newest call, in milliseconds of its span; then how many, by class of latency. */
const CLASSES = 1;
const END = CLASSES + LATENCY_BOUNDS_MS.length + 1;
/** Four bytes each, so that a cell's lie in one line of a processor's cache or, but for its slowest calls, nearly so. */
const NUMBERS = 16;
const FIRST_CELLS = 64;

/**
 * The numbers of many cells, side by side in one array: what a call adds to is one place in memory, and a cell that
 * counted a single call takes 64 bytes.
 */
export class CellNumbers {
  #numbers: Int32Array;
  #end = 0;

  constructor(numbers = new Int32Array(FIRST_CELLS * NUMBERS)) {
    this.#numbers = numbers;
  }

  /** How many cells have numbers here. */
  get cells(): number {
    return this.#end / NUMBERS;
  }

  /** @returns the place of one more cell's */
  add(): number {
    const place = this.#end;
    this.#end += NUMBERS;
    if (this.#end > this.#numbers.length) {
      const longer = new Int32Array(2 * this.#numbers.length);
      longer.set(this.#numbers);
      this.#numbers = longer;
    }
    return place;
  }

  /**
   * @param tookMs until the call's answer
   * @param sinceMs from the beginning of the cell's span to the call
   */
  count(place: number, tookMs: number, sinceMs: number): void {
    const numbers = this.#numbers;
    if (sinceMs > (numbers[place] as number)) numbers[place] = sinceMs;
    const at = place + CLASSES + latencyClass(LATENCY_BOUNDS_MS, tookMs);
    numbers[at] = (numbers[at] as number) + 1;
  }

  /** Whether anything was counted there. */
  has(place: number): boolean {
    for (let at = place + CLASSES; at < place + END; at += 1) {
      // A cell may be newer than these numbers.
      if ((this.#numbers[at] ?? 0) > 0) return true;
    }
    return false;
  }

  /** How many calls, by class of latency; the last classes are left out where they have none. */
  classes(place: number): number[] {
    let end = place + END;
    while (end > place + CLASSES && this.#numbers[end - 1] === 0) end -= 1;
    // By hand: what Array.from does with a part of such an array takes ten times as long.
    const classes: number[] = [];
    for (let at = place + CLASSES; at < end; at += 1) classes.push(this.#numbers[at] as number);
    return classes;
  }

  /** When the newest call was, in milliseconds of the cell's span. */
  newestMs(place: number): number {
    return this.#numbers[place] as number;
  }

  /** Hands over what was counted; the cells keep their places, and begin at nothing. */
  take(): CellNumbers {
    const taken = new CellNumbers(this.#numbers.slice(0, this.#end));
    this.#numbers.fill(0, 0, this.#end);
    return taken;
  }
}
