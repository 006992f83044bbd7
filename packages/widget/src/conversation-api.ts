import { callApi, type Failure, failureOf, type Result, readJson, unreachable } from './call-api.ts';
import type { Embed } from './embed.ts';
import type { Message, Outgoing } from './messages.ts';
import { eventStreamParser } from './parse-event-stream.ts';
import type { Visitor } from './visitor-store.ts';

/** What a reply does while it comes in. */
export type ReplyListener = {
  /** The server has stored the visitor's message. */
  onAccepted(): void;
  /** @param text the whole text so far */
  onText(text: string): void;
};

/** A stream that ended before its reply. Posting the same message again resumes it. */
export const BROKEN_STREAM = 'stream_broken';

/** Opens a conversation, of the visitor whose token is given or else of a new one. */
export async function createConversation(
  embed: Embed,
  visitorToken: string | null,
  signal: AbortSignal,
): Promise<Result<Visitor>> {
  const call = jsonPost({}, visitorToken, signal);
  const created = await readJson<{ conversation: { id: string }; visitorToken: string }>(
    await callApi(embed, 'widget/conversations', call),
  );
  if (!created.ok) return created;
  const { conversation, visitorToken: token } = created.value;
  return { ok: true, value: { conversationId: conversation.id, visitorToken: token } };
}

/** Lists a conversation from its first message on, oldest first. */
export async function listMessages(
  embed: Embed,
  visitor: Visitor,
  signal: AbortSignal,
): Promise<Result<Message[]>> {
  const messages: Message[] = [];
  let cursor: string | null = null;
  do {
    const query: string = cursor ? `&cursor=${encodeURIComponent(cursor)}` : '';
    const path = `${messagesPath(visitor)}?limit=200${query}`;
    const page: Result<{ data: Message[]; nextCursor: string | null }> = await readJson(
      await callApi(embed, path, { headers: visitorHeader(visitor.visitorToken), signal }),
    );
    if (!page.ok) return page;
    messages.push(...page.value.data);
    cursor = page.value.nextCursor;
  } while (cursor);
  return { ok: true, value: messages };
}

/** Sends a message and follows its streamed reply to the end. */
export async function sendMessage(
  embed: Embed,
  visitor: Visitor,
  outgoing: Outgoing,
  listener: ReplyListener,
  signal: AbortSignal,
): Promise<Result<Message>> {
  const call = jsonPost(outgoing, visitor.visitorToken, signal);
  call.headers.Accept = 'text/event-stream';
  const result = await callApi(embed, messagesPath(visitor), call);
  if (!result.ok) return result;
  try {
    return await followReply(result.value, listener);
  } catch (error) {
    return { ok: false, failure: { ...unreachable(error), code: BROKEN_STREAM } };
  }
}

async function followReply(response: Response, listener: ReplyListener): Promise<Result<Message>> {
  const parse = eventStreamParser();
  const decoder = new TextDecoder();
  const reader = response.body?.getReader();
  let text = '';
  for (;;) {
    const piece = await reader?.read();
    if (!piece || piece.done) throw new Error('the stream ended early');
    for (const { event, data } of parse(decoder.decode(piece.value, { stream: true }))) {
      const body = JSON.parse(data);
      if (event === 'message') {
        listener.onAccepted();
      } else if (event === 'delta') {
        text += body.text;
        listener.onText(text);
      } else if (event === 'reply') {
        return { ok: true, value: body.message };
      } else if (event === 'error') {
        return { ok: false, failure: failureOf(body.problem as Failure, response) };
      }
    }
  }
}

function messagesPath({ conversationId }: Visitor): string {
  return `widget/conversations/${encodeURIComponent(conversationId ?? '')}/messages`;
}

function jsonPost(body: unknown, visitorToken: string | null, signal: AbortSignal) {
  const headers: Record<string, string> = {
    'Content-Type': 'application/json',
    ...visitorHeader(visitorToken),
  };
  return { method: 'POST', headers, body: JSON.stringify(body), signal };
}

function visitorHeader(visitorToken: string | null): Record<string, string> {
  return visitorToken ? { 'X-Visitor-Token': visitorToken } : {};
}
