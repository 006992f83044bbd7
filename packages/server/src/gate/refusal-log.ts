import { explain } from '@wicketgate/core';
import type { Logger } from '../platform/logger.ts';
import type { Store } from '../store/store.ts';
import type { GateAnswer } from './gate.ts';

const FLUSH_EVERY_MS = 1_000;
const HOUR_MS = 3_600_000;
/** Refusals of one key for one reason in one hour that are kept one by one; a flood says nothing new. */
const KEPT_A_KEY_REASON_AND_HOUR = 100;
const MOST_WAITING = 5_000;

interface WaitingRefusal {
  request_id: string;
  organization_id: string;
  key_id: string | null;
  deployment_id: string | null;
  code: string;
  steps: string;
  at: number;
}

/**
 * Refusals with a known key, kept so that their request id explains them later. Collected in memory and written
 * together: nothing is written while deciding.
 */
export class RefusalLog {
  readonly #store: Store;
  readonly #logger: Logger;
  readonly #timer: NodeJS.Timeout;
  #waiting: WaitingRefusal[] = [];
  #counts = new Map<string, number>();
  #hour = 0;
  #flushing: Promise<void> = Promise.resolve();

  constructor(store: Store, logger: Logger) {
    this.#store = store;
    this.#logger = logger;
    this.#timer = setInterval(() => void this.flush(), FLUSH_EVERY_MS).unref();
  }

  note(requestId: string, { decision, facts }: GateAnswer): void {
    if (decision.allow) return;
    const subject = decision.subject ?? soleSubject(facts.credential);
    if (subject === null) return;
    const hour = Math.floor(facts.nowMs / HOUR_MS);
    if (hour !== this.#hour) {
      this.#hour = hour;
      this.#counts = new Map();
    }
    const group = `${subject.keyId ?? subject.deployment?.id} ${decision.reason}`;
    const count = (this.#counts.get(group) ?? 0) + 1;
    this.#counts.set(group, count);
    if (count > KEPT_A_KEY_REASON_AND_HOUR || this.#waiting.length >= MOST_WAITING) return;
    this.#waiting.push({
      request_id: requestId,
      organization_id: subject.organizationId,
      key_id: subject.keyId,
      deployment_id: subject.deployment?.id ?? null,
      code: decision.reason,
      steps: JSON.stringify(explain(facts).steps),
      at: facts.nowMs,
    });
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
    const rows = this.#waiting;
    if (rows.length === 0) return;
    this.#waiting = [];
    try {
      await this.#store.write(async (tx) => {
        for (let from = 0; from < rows.length; from += 500) {
          await tx.db
            .insertInto('refusal')
            .values(rows.slice(from, from + 500))
            .execute();
        }
      });
    } catch (error) {
      this.#waiting = [...rows, ...this.#waiting].slice(0, MOST_WAITING);
      this.#logger.error({ err: error, count: rows.length }, 'refusals could not be written yet');
    }
  }
}

/** The deployment a keyless call was judged by, where there is just one to name. */
function soleSubject(credential: GateAnswer['facts']['credential']) {
  if (credential.kind !== 'keyless') return null;
  return credential.candidates?.[0] ?? null;
}
