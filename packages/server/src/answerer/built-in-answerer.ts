import { setImmediate } from 'node:timers/promises';
import { LRUCache } from 'lru-cache';
import type { Store } from '../store/store.ts';
import { AnswerIndex } from './answer-index.ts';
import { pieces } from './pieces.ts';

/** What is said when nothing fits: no guess, and no pretence. */
export const NO_ANSWER =
  'I do not know the answer to that: nothing that I have been given fits your question. Please try other words.';

/** Text in all cached indexes together, in characters. */
const MOST_CACHED_CHARACTERS = 20_000_000;

interface CachedIndex {
  readonly index: Promise<AnswerIndex>;
  readonly stamp: string;
}

/** Answers from the bot's own entries, by search; needs nothing outside this process. */
export class BuiltInAnswerer {
  readonly #store: Store;
  readonly #indexes = new LRUCache<string, CachedIndex>({ maxSize: MOST_CACHED_CHARACTERS });

  constructor(store: Store) {
    this.#store = store;
  }

  async *reply(
    question: string,
    { chatbotId, organizationId }: { chatbotId: string; organizationId: string },
  ): AsyncGenerator<string> {
    const index = await this.#currentIndex(chatbotId, organizationId);
    for (const piece of pieces(index.find(question) ?? NO_ANSWER)) {
      yield piece;
      // Lets whoever listens send this piece before the next one.
      await setImmediate();
    }
  }

  async #currentIndex(chatbotId: string, organizationId: string): Promise<AnswerIndex> {
    const stamp = await this.#readStamp(chatbotId, organizationId);
    const cached = this.#indexes.get(chatbotId);
    if (cached?.stamp === stamp) return cached.index;
    const entries = await this.#store.read
      .selectFrom('answer')
      .select(['question', 'answer'])
      .where('chatbot_id', '=', chatbotId)
      .where('organization_id', '=', organizationId)
      .orderBy('position')
      .execute();
    // Kept while it is being built, so that visitors who ask at once do not build it each.
    const index = AnswerIndex.build(entries);
    const size = entries.reduce((sum, { question, answer }) => sum + question.length + answer.length, 1);
    this.#indexes.set(chatbotId, { index, stamp }, { size });
    return index;
  }

  /**
   * What changes whenever the entries do, on whichever node: every change of a chatbot is in the audit trail, written
   * in the same transaction. Read before the entries, so that at worst they are newer than their stamp and read again.
   */
  async #readStamp(chatbotId: string, organizationId: string): Promise<string> {
    const last = await this.#store.read
      .selectFrom('audit_event')
      .select((eb) => eb.fn.max('sequence').as('sequence'))
      .where('organization_id', '=', organizationId)
      .where('target_id', '=', chatbotId)
      .executeTakeFirst();
    return String(last?.sequence ?? 0);
  }
}
