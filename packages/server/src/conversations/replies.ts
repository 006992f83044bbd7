import { notFound, Refused } from '../http/problem.ts';
import type { Logger } from '../platform/logger.ts';
import { waitAtMost } from '../platform/wait-at-most.ts';
import type { MessageTable } from '../store/schema.ts';
import type { Store } from '../store/store.ts';
import type { Answerer } from './answerer.ts';
import { ReplyLease } from './reply-lease.ts';
import { type ReplyOutcome, ReplyRun } from './reply-run.ts';
import type { ReplyTimings } from './reply-timings.ts';

/** A visitor's message and the row of its reply, finished or not. */
export interface Exchange {
  readonly message: MessageTable;
  readonly reply: MessageTable;
  readonly chatbotId: string;
}

/** What one who follows a reply is told. All deltas together are the reply's text, in every case. */
export type ReplyEvent =
  | { readonly kind: 'delta'; readonly text: string }
  | { readonly kind: 'reply'; readonly row: MessageTable }
  | { readonly kind: 'silence' };

interface ReplyState {
  readonly text: string;
  readonly outcome: ReplyOutcome | null;
}

export interface RepliesDeps {
  readonly store: Store;
  readonly answerer: Answerer;
  readonly timings: ReplyTimings;
  readonly logger: Logger;
}

/** The replies that this node writes, and the way to follow any reply wherever it is written. */
export class Replies {
  readonly #deps: RepliesDeps;
  readonly #runs = new Map<string, ReplyRun>();
  readonly #writing = new Set<Promise<void>>();
  #closing = false;

  constructor(deps: RepliesDeps) {
    this.#deps = deps;
  }

  /** Begins a reply whose row, with the lease, this node has just stored. */
  begin(exchange: Exchange): void {
    const { store, timings } = this.#deps;
    this.#start(exchange, new ReplyLease(store, exchange.reply, timings.leaseMs));
  }

  /**
   * Follows a reply from its first character to its end: one that this node writes, one that another node writes, or
   * one whose node is gone, which is then written anew here.
   *
   * @param signal aborted when the listener went away; then the events just end
   * @throws Refused when the reply failed or the server stops; the same message posted again resumes
   */
  async *follow(exchange: Exchange, signal: AbortSignal): AsyncGenerator<ReplyEvent> {
    const { heartbeatMs } = this.#deps.timings;
    let run: ReplyRun | undefined;
    let sent = '';
    let quietSinceMs = Date.now();
    while (!signal.aborted) {
      run ??= this.#findRun(exchange);
      const changed = run?.changed ?? null;
      const state: ReplyState | null = run ?? (await this.#readState(exchange));
      if (state === null) continue;
      const { text, outcome } = state;
      if (outcome?.kind === 'failed') throw outcome.refused;
      if (outcome?.kind === 'lost') {
        run = undefined;
        continue;
      }
      const delta = newText(text, sent, outcome !== null);
      if (delta !== '') {
        sent = text;
        quietSinceMs = Date.now();
        yield { kind: 'delta', text: delta };
      } else if (outcome === null) {
        const patienceMs = this.#patienceMs(run, Date.now() - quietSinceMs);
        await waitAtMost(changed, patienceMs, signal);
        if (Date.now() - quietSinceMs >= heartbeatMs) {
          quietSinceMs = Date.now();
          yield { kind: 'silence' };
        }
      }
      if (outcome?.kind === 'complete') {
        yield { kind: 'reply', row: outcome.row };
        return;
      }
    }
  }

  /** Lets replies come to their end for a short while, then ends them; another node may take them over at once. */
  async close(): Promise<void> {
    this.#closing = true;
    const finished = Promise.all(this.#writing);
    await waitAtMost(finished, this.#deps.timings.drainMs);
    for (const run of this.#runs.values()) run.stop(stopping());
    await Promise.all(this.#writing);
  }

  #start({ message, reply, chatbotId }: Exchange, lease: ReplyLease): void {
    const { answerer, timings, logger } = this.#deps;
    const run = new ReplyRun(lease, timings, logger);
    if (this.#closing) run.stop(stopping());
    this.#runs.set(reply.id, run);
    const organizationId = message.organization_id;
    const writing = run
      .write((signal) => answerer.reply(message.text, { chatbotId, organizationId, signal }))
      .finally(() => {
        this.#runs.delete(reply.id);
        this.#writing.delete(writing);
      });
    this.#writing.add(writing);
  }

  /** How long a listener waits before it looks again: a reply written elsewhere sends no word. */
  #patienceMs(run: ReplyRun | undefined, quietMs: number): number {
    const { heartbeatMs, pollEveryMs } = this.#deps.timings;
    const untilHeartbeatMs = Math.max(1, heartbeatMs - quietMs);
    return run === undefined ? Math.min(pollEveryMs, untilHeartbeatMs) : untilHeartbeatMs;
  }

  #findRun({ reply }: Exchange): ReplyRun | undefined {
    const run = this.#runs.get(reply.id);
    // One that has just ended is on its way out; the row tells what became of it.
    return run?.outcome === null ? run : undefined;
  }

  /** Reads a reply that this node does not write. @returns null when it has just become this node's, or may now */
  async #readState(exchange: Exchange): Promise<ReplyState | null> {
    if (this.#closing) throw stopping();
    const { store, timings } = this.#deps;
    const row = await store.read
      .selectFrom('message')
      .selectAll()
      .where('id', '=', exchange.reply.id)
      .executeTakeFirst();
    if (row === undefined) throw notFound('conversation');
    if (row.complete === 1) return { text: row.text, outcome: { kind: 'complete', row } };
    if ((row.lease_until ?? 0) > (await store.nowMs())) return { text: row.text, outcome: null };
    const lease = await ReplyLease.takeOver(store, row, timings.leaseMs);
    if (lease !== null) this.#start(exchange, lease);
    return null;
  }
}

/**
 * What a listener has not been told yet. A reply that another node writes anew may still be shorter than what was told,
 * or say something else; what was told cannot be taken back.
 */
function newText(text: string, sent: string, isFinal: boolean): string {
  if (text.startsWith(sent)) return text.slice(sent.length);
  if (sent.startsWith(text) && !isFinal) return '';
  throw new Refused('conflict', 'The reply was begun anew. Send the same message again to read it.');
}

function stopping(): Refused {
  return new Refused(
    'store_unavailable',
    'This server is stopping. Send the same message again: the reply continues.',
  );
}
