import type { MessageTable } from '../store/schema.ts';
import type { Store } from '../store/store.ts';

/**
 * The right to write one reply, held by one node at a time. Its deadline, as stored, is also what fences: every write
 * asks that the deadline is still the one that this holder wrote, so that a node which was believed dead and overtaken
 * changes nothing any more.
 */
export class ReplyLease {
  readonly replyId: string;
  readonly #store: Store;
  readonly #conversationId: string;
  readonly #leaseMs: number;
  #heldUntilMs: number;

  /** @param row a reply whose lease this node wrote */
  constructor(store: Store, row: MessageTable, leaseMs: number) {
    this.replyId = row.id;
    this.#store = store;
    this.#conversationId = row.conversation_id;
    this.#leaseMs = leaseMs;
    this.#heldUntilMs = row.lease_until ?? 0;
  }

  /** Takes over a reply whose lease ran out; null when another node was faster. */
  static async takeOver(store: Store, row: MessageTable, leaseMs: number): Promise<ReplyLease | null> {
    const lease = new ReplyLease(store, row, leaseMs);
    return (await lease.#write({})) ? lease : null;
  }

  /** Stores the text so far and holds on. @returns false when the reply is no longer this node's */
  renew(text: string): Promise<boolean> {
    return this.#write({ text });
  }

  /**
   * Stores the finished reply.
   *
   * @returns the message; null when the reply is no longer this node's, or was deleted
   */
  complete(text: string): Promise<MessageTable | null> {
    return this.#store.write(async (tx) => {
      await tx.lock('conversation', this.#conversationId);
      const last = await tx.db
        .selectFrom('message')
        .select(['id', 'position'])
        .where('conversation_id', '=', this.#conversationId)
        .orderBy('position', 'desc')
        .limit(1)
        .executeTakeFirst();
      // What was said meanwhile comes first: whoever lists what is new since a message never misses a late reply.
      const overtaken = last !== undefined && last.id !== this.replyId;
      const row = await tx.db
        .updateTable('message')
        .set({
          text,
          complete: 1,
          lease_until: null,
          created_at: tx.nowMs,
          ...(overtaken ? { position: last.position + 1 } : {}),
        })
        .where('id', '=', this.replyId)
        .where('complete', '=', 0)
        .where('lease_until', '=', this.#heldUntilMs)
        .returningAll()
        .executeTakeFirst();
      if (row === undefined) return null;
      await tx.db
        .updateTable('conversation')
        .set({ last_message_at: tx.nowMs })
        .where('id', '=', this.#conversationId)
        .execute();
      return row;
    });
  }

  /** Lets go, so that whoever asks next may begin anew at once. */
  async release(): Promise<void> {
    await this.#store.write((tx) => this.#update(tx.db, { lease_until: 0 }));
  }

  async #write(change: { text?: string }): Promise<boolean> {
    const heldUntilMs = await this.#store.write(async (tx) => {
      // Always later than before: two holders never have the same deadline.
      const next = Math.max(tx.nowMs + this.#leaseMs, this.#heldUntilMs + 1);
      return (await this.#update(tx.db, { ...change, lease_until: next })) ? next : null;
    });
    if (heldUntilMs === null) return false;
    this.#heldUntilMs = heldUntilMs;
    return true;
  }

  async #update(db: Store['read'], change: { text?: string; lease_until: number }): Promise<boolean> {
    const { numUpdatedRows } = await db
      .updateTable('message')
      .set(change)
      .where('id', '=', this.replyId)
      .where('complete', '=', 0)
      .where('lease_until', '=', this.#heldUntilMs)
      .executeTakeFirst();
    return numUpdatedRows > 0n;
  }
}
