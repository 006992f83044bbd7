import type { Failure, Result } from './call-api.ts';
import {
  BROKEN_STREAM,
  createConversation,
  listMessages,
  type ReplyListener,
  sendMessage,
} from './conversation-api.ts';
import type { Embed } from './embed.ts';
import { type Message, newClientMessageId, type Outgoing, unanswered } from './messages.ts';
import type { Visitor, VisitorStore } from './visitor-store.ts';

/** What a conversation shows of itself. */
export type ConversationView = {
  /** An empty conversation: the welcome alone. */
  clear(): void;
  showHistory(messages: readonly Message[]): void;
  /** Shows the visitor's message, as on its way; once per `clientMessageId`. */
  showOutgoing(outgoing: Outgoing): void;
  showAccepted(outgoing: Outgoing): void;
  showWriting(text: string): void;
  showReply(message: Message): void;
  showFailure(failure: Failure, outgoing: Outgoing): void;
  showHistoryLost(): void;
  /** While busy nothing can be sent. */
  setBusy(busy: boolean): void;
};

/** How long to wait before each attempt to resume a broken stream. */
const RESUME_DELAYS_MS = [400, 1500, 4000];

/** One visitor's conversation with one bot: remembers it, restores it, sends, resumes and retries. */
export class Conversation {
  readonly #embed: Embed;
  readonly #store: VisitorStore;
  readonly #view: ConversationView;
  #failed: Outgoing | null = null;
  /** Aborted when the conversation is left; what arrives after that is dropped. */
  #current = new AbortController();

  constructor(embed: Embed, store: VisitorStore, view: ConversationView) {
    this.#embed = embed;
    this.#store = store;
    this.#view = view;
  }

  /** Shows what was said on earlier pages, and takes up a reply that the last page did not live to see. */
  async restore(): Promise<void> {
    this.#view.clear();
    const visitor = this.#store.read();
    if (!visitor.conversationId) return;
    const { signal } = this.#current;
    this.#view.setBusy(true);
    const history = await listMessages(this.#embed, visitor, signal);
    if (signal.aborted) return;
    this.#view.setBusy(false);
    if (!history.ok) {
      // What is gone is replaced at the next message. Any other failure may pass.
      if (!this.#forgetWhatIsGone(history.failure)) this.#view.showHistoryLost();
      return;
    }
    this.#view.showHistory(history.value);
    const outgoing = unanswered(history.value);
    if (outgoing) await this.#deliver(outgoing);
  }

  async send(text: string): Promise<void> {
    this.#failed = null;
    await this.#deliver({ text, clientMessageId: newClientMessageId() });
  }

  /** Sends what failed once more, as the same message. */
  async retry(): Promise<void> {
    const outgoing = this.#failed;
    this.#failed = null;
    if (outgoing) await this.#deliver(outgoing);
  }

  /** Leaves this conversation; the next message opens another one of the same visitor. */
  startNew(): void {
    this.leave();
    this.#store.write({ ...this.#store.read(), conversationId: null });
    this.#view.clear();
  }

  /** Lets go of whatever is under way. `restore` takes it up again. */
  leave(): void {
    this.#current.abort();
    this.#current = new AbortController();
    this.#failed = null;
    this.#view.setBusy(false);
  }

  async #deliver(outgoing: Outgoing): Promise<void> {
    const { signal } = this.#current;
    this.#view.setBusy(true);
    this.#view.showOutgoing(outgoing);
    const result = await this.#sendAndResume(outgoing, signal);
    if (signal.aborted) return;
    this.#view.setBusy(false);
    if (result.ok) return this.#view.showReply(result.value);
    this.#failed = outgoing;
    this.#view.showFailure(result.failure, outgoing);
  }

  async #sendAndResume(outgoing: Outgoing, signal: AbortSignal): Promise<Result<Message>> {
    const listener = this.#listener(outgoing, signal);
    let result = await this.#sendSomewhere(outgoing, listener, signal);
    for (const delayMs of RESUME_DELAYS_MS) {
      if (signal.aborted || result.ok || result.failure.code !== BROKEN_STREAM) break;
      await new Promise((resolve) => setTimeout(resolve, delayMs));
      result = await this.#sendSomewhere(outgoing, listener, signal);
    }
    return result;
  }

  #listener(outgoing: Outgoing, signal: AbortSignal): ReplyListener {
    let shownLength = 0;
    return {
      onAccepted: () => {
        if (!signal.aborted) this.#view.showAccepted(outgoing);
      },
      // A resumed stream replays the text so far: never show less than before.
      onText: (text) => {
        if (signal.aborted || text.length < shownLength) return;
        shownLength = text.length;
        this.#view.showWriting(text);
      },
    };
  }

  /** Sends into the conversation at hand; where the server no longer has that, into a new one. */
  async #sendSomewhere(
    outgoing: Outgoing,
    listener: ReplyListener,
    signal: AbortSignal,
  ): Promise<Result<Message>> {
    const { conversationId } = this.#store.read();
    const result = await this.#sendOnce(outgoing, listener, signal);
    if (result.ok || !conversationId || !this.#forgetWhatIsGone(result.failure)) return result;
    return this.#sendOnce(outgoing, listener, signal);
  }

  async #sendOnce(
    outgoing: Outgoing,
    listener: ReplyListener,
    signal: AbortSignal,
  ): Promise<Result<Message>> {
    const opened = await this.#open(signal);
    return opened.ok ? sendMessage(this.#embed, opened.value, outgoing, listener, signal) : opened;
  }

  /** The conversation at hand, or a new one. A visitor whom the server no longer knows becomes a new visitor. */
  async #open(signal: AbortSignal): Promise<Result<Visitor>> {
    const visitor = this.#store.read();
    if (visitor.conversationId) return { ok: true, value: visitor };
    let created = await createConversation(this.#embed, visitor.visitorToken, signal);
    if (!created.ok && visitor.visitorToken && this.#forgetWhatIsGone(created.failure)) {
      created = await createConversation(this.#embed, null, signal);
    }
    if (created.ok && !signal.aborted) this.#store.write(created.value);
    return created;
  }

  /** @returns whether the failure says that the conversation or the visitor does not exist any more */
  #forgetWhatIsGone({ status, code }: Failure): boolean {
    const visitorGone = code === 'visitor_token_invalid';
    if (!visitorGone && status !== 404) return false;
    const visitorToken = visitorGone ? null : this.#store.read().visitorToken;
    this.#store.write({ visitorToken, conversationId: null });
    return true;
  }
}
