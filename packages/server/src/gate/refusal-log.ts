import { type DenyReason, explain, type RestrictionDenial } from '@wicketgate/core';
import type { NoteRejection } from '../http/noted-rejection.ts';
import { soleSubject } from '../http/sole-subject.ts';
import { inHalves, inParts } from '../platform/in-parts.ts';
import type { Logger } from '../platform/logger.ts';
import type { RefusalTable } from '../store/schema.ts';
import { DataRefused, type Store, type StoreTransaction } from '../store/store.ts';
import type { CachedSubject } from './cached-subject.ts';
import type { GateAnswer } from './gate.ts';

const FLUSH_EVERY_MS = 1_000;
const HOUR_MS = 3_600_000;
/** Refusals of one key for one reason in one hour that are kept one by one; a flood says nothing new. */
const KEPT_A_KEY_REASON_AND_HOUR = 100;
const MOST_WAITING = 5_000;
const ROWS_A_STATEMENT = 500;

/** Those that the inbox of rejections is about. */
const BY_PLACE: ReadonlySet<DenyReason> = new Set<RestrictionDenial>([
  'origin_missing',
  'origin_not_allowed',
  'ip_not_allowed',
]);

/**
 * Refusals with a known key, kept so that their request id explains them later, and calls that a restriction which is
 * only tried would have refused. Collected in memory and written together: nothing is written while deciding.
 */
export class RefusalLog {
  readonly #store: Store;
  readonly #logger: Logger;
  readonly #noteRejection: NoteRejection;
  readonly #timer: NodeJS.Timeout;
  #waiting = new Map<string, RefusalTable>();
  #counts = new Map<string, number>();
  #hour = 0;
  #waitingSinceMs: number | null = null;
  #flushing: Promise<void> = Promise.resolve();

  constructor(store: Store, logger: Logger, noteRejection: NoteRejection) {
    this.#store = store;
    this.#logger = logger;
    this.#noteRejection = noteRejection;
    this.#timer = setInterval(() => void this.flush(), FLUSH_EVERY_MS).unref();
  }

  /** @param referer the header of a call that came to this server itself */
  note(requestId: string, answer: GateAnswer, referer?: string): void {
    const { decision, facts } = answer;
    const reason = decision.allow ? decision.reported : decision.reason;
    const subject = decision.subject ?? soleSubject(facts.credential);
    if (reason === null || subject === null) return;
    if (BY_PLACE.has(reason)) {
      this.#noteRejection({
        organizationId: subject.organizationId,
        chatbotId: subject.chatbot?.id ?? null,
        deploymentId: subject.deployment?.id ?? null,
        keyId: subject.keyId,
        code: reason as RestrictionDenial,
        origin: facts.origin,
        address: facts.address,
        referer,
        reported: decision.allow,
        atMs: facts.nowMs,
      });
    }
    if (this.#isKept(subject, reason, facts.nowMs)) this.#keep(requestId, answer, reason, subject);
  }

  #isKept(subject: CachedSubject, reason: DenyReason, nowMs: number): boolean {
    const hour = Math.floor(nowMs / HOUR_MS);
    if (hour !== this.#hour) {
      this.#hour = hour;
      this.#counts = new Map();
    }
    const group = `${subject.keyId ?? subject.deployment?.id ?? subject.chatbot?.id} ${reason}`;
    const count = (this.#counts.get(group) ?? 0) + 1;
    this.#counts.set(group, count);
    return count <= KEPT_A_KEY_REASON_AND_HOUR && this.#waiting.size < MOST_WAITING;
  }

  #keep(requestId: string, { decision, facts }: GateAnswer, code: DenyReason, subject: CachedSubject): void {
    const { steps, suggestion } = explain(facts);
    this.#waitingSinceMs ??= Date.now();
    this.#waiting.set(requestId, {
      request_id: requestId,
      organization_id: subject.organizationId,
      key_id: subject.keyId,
      deployment_id: subject.deployment?.id ?? null,
      code,
      steps: JSON.stringify(steps),
      at: facts.nowMs,
      suggestion: JSON.stringify(suggestion),
      reported: decision.allow ? 1 : 0,
    });
  }

  /** For how long the oldest refusal has been waiting to be written, ms. */
  waitingMs(): number {
    return this.#waitingSinceMs === null ? 0 : Date.now() - this.#waitingSinceMs;
  }

  /** Writes what waits; what could not be written waits on. */
  flush(): Promise<void> {
    this.#flushing = this.#flushing.then(() => this.#write());
    return this.#flushing;
  }

  async close(): Promise<void> {
    clearInterval(this.#timer);
    await this.flush();
  }

  async #write(): Promise<void> {
    const rows = [...this.#waiting.values()];
    if (rows.length === 0) return;
    const sinceMs = this.#waitingSinceMs;
    this.#waiting = new Map();
    this.#waitingSinceMs = null;
    try {
      await this.#writeRows(rows);
    } catch (error) {
      for (const row of rows) {
        if (this.#waiting.size < MOST_WAITING && !this.#waiting.has(row.request_id)) {
          this.#waiting.set(row.request_id, row);
        }
      }
      this.#waitingSinceMs = sinceMs;
      this.#logger.error({ err: error, count: rows.length }, 'refusals could not be written yet');
    }
  }

  /** @throws whatever went wrong, but for a row that the store refuses for what it is: that one is left out */
  async #writeRows(rows: readonly RefusalTable[]): Promise<void> {
    try {
      await this.#store.write((tx) => insertRows(tx, rows));
    } catch (error) {
      if (!(error instanceof DataRefused)) throw error;
      const halves = inHalves(rows);
      if (halves === null) this.#logger.error({ err: error }, 'a refusal that the store refuses is left out');
      for (const half of halves ?? []) await this.#writeRows(half);
    }
  }
}

async function insertRows(tx: StoreTransaction, rows: readonly RefusalTable[]): Promise<void> {
  for (const part of inParts(rows, ROWS_A_STATEMENT)) {
    await tx.db
      .insertInto('refusal')
      .values(part)
      // Written already when its commit was lost on the way back; or let in at first and then refused.
      .onConflict((conflict) =>
        conflict.column('request_id').doUpdateSet((eb) => ({
          code: eb.ref('excluded.code'),
          steps: eb.ref('excluded.steps'),
          suggestion: eb.ref('excluded.suggestion'),
          reported: eb.ref('excluded.reported'),
        })),
      )
      .execute();
  }
}
