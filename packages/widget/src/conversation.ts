import type { Result } from './call-api.ts';
import { listMessages, type Opened, present, type ReplyListener, sendMessage } from './conversation-api.ts';
import type { Embed } from './embed.ts';
import type { Failure } from './failure.ts';
import type { Identification } from './identification.ts';
import { type Message, newClientMessageId, type Outgoing, unanswered } from './messages.ts';
import type { Visitor, VisitorStore } from './visitor-store.ts';
import { warn } from './warn.ts';

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

/** One visitor's conversation with one bot: remembers it, restores it, sends, resumes and retries. */
export type Conversation = {
  /**
   * Shows what was said on earlier pages, and takes up a reply that the last page did not live to see. What the visitor
   * has said since comes first: it is not given up for that.
   *
   * @returns false where it could not be had and may be asked for again
   */
  restore(): Promise<boolean>;
  /** Sends what failed before, if anything did, and then this. */
  utter(text: string): Promise<void>;
  /** Sends what failed once more, as the same message, and what waits behind it. */
  tryAgain(): Promise<void>;
  /** Whether a message waits for just this to be over: no network, no identity. */
  failedFor(code: RegExp): boolean;
  /**
   * Whether the visitor has left this conversation on another page of this browser. What has no reply yet is not given up
   * because another page opens the first one.
   *
   * @param wasAway what was said elsewhere in this conversation is missed here
   */
  isStale(wasAway?: boolean): boolean;
  /**
   * Leaves this conversation; the next message opens another one.
   *
   * @param forget as somebody new
   */
  startNew(forget?: boolean): void;
  /** Lets go of whatever is under way. `restore` takes it up again. */
  leave(): void;
};

type Emit = (name: string, detail?: object) => void;

/** What is left to remember of a visitor: the next message opens another conversation, as the same one or as somebody new. */
const NOTHING = { conversationId: null };
const NOBODY = { ...NOTHING, visitorToken: null };

/** How long to wait before each attempt to resume a broken stream. */
const RESUME_DELAYS_MS = [400, 1500, 4000];

/** The reply goes on: its stream broke, the server is stopping (`store_unavailable`), or another node began it anew. */
const RESUMABLE = /^(st|conf)/;

/** By then a server that restarts may not be back yet, and a proxy in front of it says so. */
const RESUMABLE_LATER = /^(st|conf|unr|http_50)/;

export function conversation(
  embed: Embed,
  store: VisitorStore,
  view: ConversationView,
  identification: Identification,
  emit: Emit,
): Conversation {
  let failed: Failure | null = null;
  /** The conversation that the view shows. */
  let shown: string | null = null;
  /** What has no reply yet, in its order. */
  const waiting = new Set<Outgoing>();
  /** Ends with what was sent last: messages go one after another, however fast the page sends them. */
  let last = Promise.resolve();
  /** Aborted when the conversation is left; what arrives after that is dropped. */
  let current = new AbortController();

  async function restore(): Promise<boolean> {
    if (!isStale(true)) return false;
    leave();
    view.clear();
    const visitor = store.read();
    shown = visitor.conversationId;
    if (!shown) return true;
    const { signal } = current;
    view.setBusy(true);
    const history = await listMessages(embed, visitor, signal);
    if (signal.aborted) return true;
    view.setBusy(false);
    if (!history.ok) {
      // What is gone is replaced at the next message. Any other failure may pass.
      if (forgetWhatIsGone(history.failure)) return true;
      view.showHistoryLost();
      return false;
    }
    view.showHistory(history.value);
    const outgoing = unanswered(history.value);
    if (outgoing) await deliver(outgoing);
    return true;
  }

  function startNew(forget?: boolean): void {
    const { conversationId } = store.read();
    leave();
    remember(forget ? NOBODY : NOTHING);
    view.clear();
    if (conversationId) emit('conversation:end', { conversationId });
  }

  function leave(): void {
    current.abort();
    current = new AbortController();
    failed = null;
    waiting.clear();
    last = Promise.resolve();
    view.setBusy(false);
  }

  function remember(change: Partial<Visitor>): void {
    const visitor = { ...store.read(), ...change };
    store.write(visitor);
    shown = visitor.conversationId;
  }

  function isStale(wasAway?: boolean): boolean {
    const isOther = shown !== store.read().conversationId;
    return waiting.size ? !!shown && isOther : wasAway || isOther;
  }

  function utter(text: string): Promise<void> {
    const outgoing = { text, clientMessageId: newClientMessageId() };
    if (!failed) return deliver(outgoing);
    waiting.add(outgoing);
    view.showOutgoing(outgoing);
    return tryAgain();
  }

  async function tryAgain(): Promise<void> {
    if (!failed) return;
    failed = null;
    waiting.forEach(deliver);
    await last;
  }

  function failedFor(code: RegExp): boolean {
    return code.test(failed?.code ?? '');
  }

  function deliver(outgoing: Outgoing): Promise<void> {
    const { signal } = current;
    waiting.add(outgoing);
    last = last.then(go).catch(warn);
    return last;

    async function go(): Promise<void> {
      // Behind a message that failed the others wait for the next try.
      if (signal.aborted || failed) return;
      view.setBusy(true);
      view.showOutgoing(outgoing);
      const result = await sendAndResume(outgoing, signal);
      if (signal.aborted) return;
      view.setBusy(false);
      if (result.ok) {
        waiting.delete(outgoing);
        view.showReply(result.value);
        return emit('message:received', { message: result.value });
      }
      const { failure } = result;
      failed = failure;
      // What the server does not take as it is must not keep back what is said after it.
      if (failure.status === 422) waiting.delete(outgoing);
      view.showFailure(failure, outgoing);
      if (failure.code === 'message_limit_reached') emit('conversation:limit', { message: failure.detail });
      else emit('error', failure);
    }
  }

  async function sendAndResume(outgoing: Outgoing, signal: AbortSignal): Promise<Result<Message>> {
    const listener = listen(outgoing, signal);
    let result = await sendSomewhere(outgoing, listener, signal);
    for (let attempt = 0; RESUME_DELAYS_MS[attempt]; attempt++) {
      if (signal.aborted || result.ok) break;
      if (!(attempt ? RESUMABLE_LATER : RESUMABLE).test(result.failure.code)) break;
      await new Promise((resolve) => setTimeout(resolve, RESUME_DELAYS_MS[attempt]));
      result = await sendSomewhere(outgoing, listener, signal);
    }
    return result;
  }

  function listen(outgoing: Outgoing, signal: AbortSignal): ReplyListener {
    let shownLength = 0;
    let isAccepted = false;
    return {
      onAccepted(message) {
        if (signal.aborted || isAccepted) return;
        isAccepted = true;
        view.showAccepted(outgoing);
        emit('message:sent', { message });
      },
      // A resumed stream replays the text so far: never show less than before.
      onText(text) {
        if (signal.aborted || text.length < shownLength) return;
        shownLength = text.length;
        view.showWriting(text);
      },
    };
  }

  /**
   * Sends into the conversation at hand; where the server no longer has that, into a new one, and with a fresh proof
   * where the last one ran out.
   */
  async function sendSomewhere(
    outgoing: Outgoing,
    listener: ReplyListener,
    signal: AbortSignal,
  ): Promise<Result<Message>> {
    const { conversationId } = store.read();
    const result = await sendOnce(outgoing, listener, signal);
    if (result.ok || !conversationId || signal.aborted) return result;
    const { failure } = result;
    const mayPass = failure.code === 'identity_required' && (await identification.renew());
    return mayPass || forgetWhatIsGone(failure) ? sendOnce(outgoing, listener, signal) : result;
  }

  async function sendOnce(
    outgoing: Outgoing,
    listener: ReplyListener,
    signal: AbortSignal,
  ): Promise<Result<Message>> {
    const opened = await open(signal);
    return opened.ok ? sendMessage(embed, opened.value, outgoing, listener, signal) : opened;
  }

  /** The conversation at hand, or a new one. A visitor whom the server no longer knows becomes a new visitor. */
  async function open(signal: AbortSignal): Promise<Result<Visitor>> {
    const visitor = store.read();
    if (visitor.conversationId) return { ok: true, value: visitor };
    const identity = await identification.current();
    const create = (visitorToken: string | null) =>
      present<Opened>(embed, 'widget/conversations', visitorToken, identity, signal);
    let created = await create(visitor.visitorToken);
    if (!created.ok && visitor.visitorToken && forgetWhatIsGone(created.failure)) {
      created = await create(null);
    }
    if (identity && !signal.aborted) identification.settle(created);
    if (!created.ok) return created;
    const { conversation, visitorToken } = created.value;
    // Another page may have been faster: what is said in two conversations is lost in one of them.
    const found = store.read();
    const value = found.conversationId ? found : { ...found, visitorToken, conversationId: conversation.id };
    if (!signal.aborted) {
      remember(value);
      emit('conversation:start', { conversationId: value.conversationId });
    }
    return { ok: true, value };
  }

  /** @returns whether the failure says that the conversation or the visitor does not exist any more */
  function forgetWhatIsGone({ status, code }: Failure): boolean {
    const visitorGone = code === 'visitor_token_invalid';
    const isGone = visitorGone || status === 404;
    if (isGone) remember(visitorGone ? NOBODY : NOTHING);
    return isGone;
  }

  return {
    restore,
    startNew,
    leave,
    utter,
    tryAgain,
    isStale,
    failedFor,
  };
}
