import type { Result } from './call-api.ts';
import {
  BROKEN_STREAM,
  createConversation,
  listMessages,
  type ReplyListener,
  sendMessage,
} from './conversation-api.ts';
import type { Embed } from './embed.ts';
import type { Failure } from './failure.ts';
import type { Identification } from './identification.ts';
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

type Emit = (name: string, detail?: object) => void;

/** How long to wait before each attempt to resume a broken stream. */
const RESUME_DELAYS_MS: Record<number, number> = { 0: 400, 1: 1500, 2: 4000 };

/** One visitor's conversation with one bot: remembers it, restores it, sends, resumes and retries. */
export class Conversation {
  readonly #embed: Embed;
  readonly #store: VisitorStore;
  readonly #view: ConversationView;
  readonly #identification: Identification;
  readonly #emit: Emit;
  #failed: { outgoing: Outgoing; failure: Failure } | null = null;
  /** Aborted when the conversation is left; what arrives after that is dropped. */
  #current = new AbortController();

  constructor(
    embed: Embed,
    store: VisitorStore,
    view: ConversationView,
    identification: Identification,
    emit: Emit,
  ) {
    this.#embed = embed;
    this.#store = store;
    this.#view = view;
    this.#identification = identification;
    this.#emit = emit;
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
    const failed = this.#failed;
    this.#failed = null;
    if (failed) await this.#deliver(failed.outgoing);
  }

  /** Whether a message waits for just this to be over: no network, no identity. */
  failedFor(code: RegExp): boolean {
    return code.test(this.#failed?.failure.code ?? '');
  }

  /**
   * Leaves this conversation; the next message opens another one.
   *
   * @param forget as somebody new
   */
  startNew(forget = false): void {
    const { visitorToken, conversationId } = this.#store.read();
    this.leave();
    this.#store.write({ visitorToken: forget ? null : visitorToken, conversationId: null });
    this.#view.clear();
    if (conversationId) this.#emit('conversation:end', { conversationId });
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
    if (result.ok) {
      this.#view.showReply(result.value);
      return this.#emit('message:received', { message: result.value });
    }
    const { failure } = result;
    this.#failed = { outgoing, failure };
    this.#view.showFailure(failure, outgoing);
    if (failure.code === 'message_limit_reached')
      this.#emit('conversation:limit', { message: failure.detail });
    else this.#emit('error', failure);
  }

  async #sendAndResume(outgoing: Outgoing, signal: AbortSignal): Promise<Result<Message>> {
    const listener = this.#listener(outgoing, signal);
    let result = await this.#sendSomewhere(outgoing, listener, signal);
    for (let attempt = 0; RESUME_DELAYS_MS[attempt]; attempt++) {
      if (signal.aborted || result.ok || result.failure.code !== BROKEN_STREAM) break;
      await new Promise((resolve) => setTimeout(resolve, RESUME_DELAYS_MS[attempt]));
      result = await this.#sendSomewhere(outgoing, listener, signal);
    }
    return result;
  }

  #listener(outgoing: Outgoing, signal: AbortSignal): ReplyListener {
    let shownLength = 0;
    let accepted = false;
    return {
      onAccepted: (message) => {
        if (signal.aborted || accepted) return;
        accepted = true;
        this.#view.showAccepted(outgoing);
        this.#emit('message:sent', { message });
      },
      // A resumed stream replays the text so far: never show less than before.
      onText: (text) => {
        if (signal.aborted || text.length < shownLength) return;
        shownLength = text.length;
        this.#view.showWriting(text);
      },
    };
  }

  /**
   * Sends into the conversation at hand; where the server no longer has that, into a new one, and with a fresh proof
   * where the last one ran out.
   */
  async #sendSomewhere(
    outgoing: Outgoing,
    listener: ReplyListener,
    signal: AbortSignal,
  ): Promise<Result<Message>> {
    const { conversationId } = this.#store.read();
    const result = await this.#sendOnce(outgoing, listener, signal);
    if (result.ok || !conversationId || signal.aborted) return result;
    const { failure } = result;
    const mayPass = failure.code === 'identity_required' && (await this.#identification.renew(signal));
    return mayPass || this.#forgetWhatIsGone(failure) ? this.#sendOnce(outgoing, listener, signal) : result;
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
    const identity = await this.#identification.current();
    let created = await createConversation(this.#embed, visitor.visitorToken, identity, signal);
    if (!created.ok && visitor.visitorToken && this.#forgetWhatIsGone(created.failure)) {
      created = await createConversation(this.#embed, null, identity, signal);
    }
    if (signal.aborted) return created;
    if (identity) this.#identification.opened(identity, created.ok ? null : created.failure, signal);
    if (created.ok) {
      this.#store.write(created.value);
      this.#emit('conversation:start', { conversationId: created.value.conversationId });
    }
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
