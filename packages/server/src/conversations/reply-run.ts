import { asRefusal } from '../http/error-handler.ts';
import { Refused } from '../http/problem.ts';
import type { Logger } from '../platform/logger.ts';
import type { MessageTable } from '../store/schema.ts';
import type { ReplyLease } from './reply-lease.ts';
import type { ReplyTimings } from './reply-timings.ts';

/** How the writing of a reply came to its end. `lost`: another node writes it now, or it was deleted. */
export type ReplyOutcome =
  | { readonly kind: 'complete'; readonly row: MessageTable }
  | { readonly kind: 'failed'; readonly refused: Refused }
  | { readonly kind: 'lost' };

const LOST = new Error('the reply is written elsewhere');

/**
 * One reply being written by this node, whoever listens: a visitor's connection that breaks does not stop it.
 */
export class ReplyRun {
  readonly #lease: ReplyLease;
  readonly #timings: ReplyTimings;
  readonly #logger: Logger;
  readonly #stopper = new AbortController();
  #text = '';
  /** The first half of a character whose second half may come with the next piece. */
  #heldBack = '';
  #storedText = '';
  #renewedAtMs = Date.now();
  #renewing: Promise<void> | null = null;
  #outcome: ReplyOutcome | null = null;
  #changed = Promise.withResolvers<void>();

  constructor(lease: ReplyLease, timings: ReplyTimings, logger: Logger) {
    this.#lease = lease;
    this.#timings = timings;
    this.#logger = logger;
  }

  get text(): string {
    return this.#text;
  }

  get outcome(): ReplyOutcome | null {
    return this.#outcome;
  }

  /** Settles when there is more text or an outcome. Take it before looking, then nothing is missed. */
  get changed(): Promise<void> {
    return this.#changed.promise;
  }

  /** Ends the writing; those who follow it are told why. */
  stop(reason: Refused): void {
    this.#stopper.abort(reason);
  }

  /** Writes the reply to its end. Never rejects: what went wrong is the outcome. */
  async write(answer: (signal: AbortSignal) => AsyncIterable<string>): Promise<void> {
    const timer = setInterval(() => this.#keepUp(), this.#timings.persistEveryMs).unref();
    try {
      await this.#collect(answer);
      clearInterval(timer);
      await this.#renewing;
      const row = await this.#lease.complete(this.#text);
      this.#outcome = row === null ? { kind: 'lost' } : { kind: 'complete', row };
    } catch (error) {
      clearInterval(timer);
      await this.#renewing;
      this.#outcome = error === LOST ? { kind: 'lost' } : await this.#failed(error as Error);
    } finally {
      this.#ring();
    }
  }

  async #collect(answer: (signal: AbortSignal) => AsyncIterable<string>): Promise<void> {
    const signal = AbortSignal.any([this.#stopper.signal, AbortSignal.timeout(this.#timings.longestReplyMs)]);
    const iterator = answer(signal)[Symbol.asyncIterator]();
    // An answerer that hangs must not hold the reply: the signal ends the waiting, not only the answering.
    const aborted = Promise.withResolvers<never>();
    const abort = (): void => aborted.reject(signal.reason);
    signal.addEventListener('abort', abort, { once: true });
    if (signal.aborted) abort();
    try {
      for (;;) {
        const next = await Promise.race([iterator.next(), aborted.promise]);
        if (next.done === true) break;
        this.#append(next.value);
      }
    } catch (error) {
      iterator.return?.().catch((cause: Error) => {
        this.#logger.debug({ err: cause, replyId: this.#lease.replyId }, 'an answerer ended with an error');
      });
      throw error;
    } finally {
      signal.removeEventListener('abort', abort);
    }
  }

  /** Keeps to whole characters that every store can hold, so that text once told never has to be corrected. */
  #append(piece: string): void {
    const text = (this.#heldBack + piece).replaceAll('\0', '');
    this.#heldBack = /[\uD800-\uDBFF]$/.exec(text)?.[0] ?? '';
    const whole = text.slice(0, text.length - this.#heldBack.length).toWellFormed();
    if (whole === '') return;
    this.#text += whole;
    this.#ring();
  }

  /** Stores what is new and keeps the lease alive; one write at a time. */
  #keepUp(): void {
    const text = this.#text;
    const isDue = Date.now() - this.#renewedAtMs > this.#timings.leaseMs / 3;
    if (this.#renewing !== null || (text === this.#storedText && !isDue)) return;
    this.#renewing = this.#lease
      .renew(text)
      .then((held) => {
        this.#storedText = text;
        this.#renewedAtMs = Date.now();
        if (!held) this.#stopper.abort(LOST);
      })
      .catch((error: Error) => {
        // The lease may outlive the fault; whether it did, the next write tells.
        this.#logger.warn({ err: error, replyId: this.#lease.replyId }, 'a reply could not be stored yet');
      })
      .finally(() => {
        this.#renewing = null;
      });
  }

  async #failed(error: Error): Promise<ReplyOutcome> {
    const refused =
      error.name === 'TimeoutError'
        ? new Refused('internal_error', 'The reply took too long. Send the same message again.')
        : asRefusal(error);
    this.#logger.error({ err: error, replyId: this.#lease.replyId }, 'a reply was not finished');
    try {
      await this.#lease.release();
    } catch (cause) {
      this.#logger.warn({ err: cause, replyId: this.#lease.replyId }, 'a lease runs out by itself');
    }
    return { kind: 'failed', refused };
  }

  #ring(): void {
    this.#changed.resolve();
    this.#changed = Promise.withResolvers<void>();
  }
}
