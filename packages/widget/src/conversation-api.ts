import { callApi, failureOf, type Result, readJson, unreachable } from './call-api.ts';
import type { Embed } from './embed.ts';
import type { Failure } from './failure.ts';
import type { Message, Outgoing } from './messages.ts';
import { eventStreamParser, type StreamEvent } from './parse-event-stream.ts';
import type { Visitor } from './visitor-store.ts';
import { withoutSilence } from './without-silence.ts';

/** What a reply does while it comes in. */
export type ReplyListener = {
  /** The server has stored the visitor's message. */
  onAccepted(message: Message): void;
  /** @param text the whole text so far */
  onText(text: string): void;
};

/** Who the visitor is, as the API takes it: a signed token, or a user id with its hash. */
export type Identity =
  | { token: string }
  | { userId: string; userHash: string; name?: string; email?: string };

/** A stream that ended or fell silent before its reply. Posting the same message again resumes it. */
export const BROKEN_STREAM = 'stream_broken';

/** The server breaks a stream's silence every 15 seconds: after twice that and more nobody is there any more. */
const SILENCE_MS = 40_000;

/** What the server made of a proof: the person, and when the proof runs out (RFC 3339; null: never). Null: there was none. */
export type Proof = { identity: { userId: string; expiresAt: string | null } | null };

/** A conversation that was opened, and whose it is. */
export type Opened = Proof & { conversation: { id: string }; visitorToken: string };

/**
 * Presents the visitor whose token is given, or else somebody new: opens a conversation, of a proven person where there is
 * an identity, or ties the visitor to that person, or renews the proof.
 */
export async function present<Answer extends Proof>(
  embed: Embed,
  path: 'widget/conversations' | 'widget/identity',
  visitorToken: string | null,
  identity: Identity | null,
  signal: AbortSignal,
): Promise<Result<Answer>> {
  // What is undefined is left out of the JSON. A page that knows nobody may bring an empty text, or false.
  const body = { identity: identity || undefined };
  return readJson(await callApi(embed, path, jsonPost(body, visitorToken, signal)));
}

/** Lists a conversation from its first message on, oldest first. */
export async function listMessages(
  embed: Embed,
  visitor: Visitor,
  signal: AbortSignal,
): Promise<Result<Message[]>> {
  const messages: Message[] = [];
  let cursor: string | null = '';
  do {
    const path: string = `${messagesPath(visitor)}?limit=200${cursor && `&cursor=${cursor}`}`;
    const page: Result<{ data: Message[]; nextCursor: string | null }> = await readJson(
      await callApi(embed, path, { headers: visitorHeader(visitor.visitorToken), signal }),
    );
    if (!page.ok) return page;
    const { data, nextCursor } = page.value;
    cursor = nextCursor;
    for (let i = 0; i < data.length; i++) messages[messages.length] = data[i] as Message;
  } while (cursor);
  return { ok: true, value: messages };
}

/**
 * Sends a message and follows its streamed reply to the end.
 *
 * @param silenceMs a stream that says nothing for so long counts as broken
 */
export async function sendMessage(
  embed: Embed,
  visitor: Visitor,
  outgoing: Outgoing,
  listener: ReplyListener,
  signal: AbortSignal,
  silenceMs = SILENCE_MS,
): Promise<Result<Message>> {
  const call = jsonPost(outgoing, visitor.visitorToken, signal);
  call.headers['Accept'] = 'text/event-stream';
  const result = await callApi(embed, messagesPath(visitor), call);
  if (!result.ok) return result;
  try {
    return await followReply(result.value, listener, silenceMs);
  } catch (error) {
    return { ok: false, failure: { ...unreachable(error), code: BROKEN_STREAM } };
  }
}

async function followReply(
  response: Response,
  listener: ReplyListener,
  silenceMs: number,
): Promise<Result<Message>> {
  const parse = eventStreamParser();
  const decoder = new TextDecoder();
  const reader = response.body?.getReader();
  let text = '';
  for (;;) {
    const piece = reader && (await withoutSilence(reader, silenceMs));
    if (!piece || piece.done) throw new Error(BROKEN_STREAM);
    const events = parse(decoder.decode(piece.value, { stream: true }));
    for (let i = 0; i < events.length; i++) {
      const { event, data } = events[i] as StreamEvent;
      const body = JSON.parse(data);
      if (event === 'message') {
        listener.onAccepted(body.message);
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
  // Not escaped: what the page put in the place of an id is found nowhere, and given up.
  return `widget/conversations/${conversationId}/messages`;
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
