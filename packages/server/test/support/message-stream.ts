import assert from 'node:assert/strict';
import type { Chat, OpenConversation } from './chat.ts';

export interface StreamedEvent {
  readonly name: string;
  // biome-ignore lint/suspicious/noExplicitAny: what a test reads of an event is checked by its assertions.
  readonly data: any;
}

/** The answer to a posted message as it comes in. */
export class MessageStream {
  readonly headers: Headers;
  readonly #reader: ReadableStreamDefaultReader<Uint8Array>;
  readonly #abort: AbortController;
  readonly #decoder = new TextDecoder();
  #rest = '';

  private constructor(response: Response, abort: AbortController) {
    this.headers = response.headers;
    this.#reader = (response.body as ReadableStream<Uint8Array>).getReader();
    this.#abort = abort;
  }

  static async open(
    chat: Chat,
    { messages, token }: OpenConversation,
    body: object,
    headers: Record<string, string> = {},
  ): Promise<MessageStream> {
    const abort = new AbortController();
    const response = await fetch(chat.instance.url + messages, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${chat.key}`,
        'x-visitor-token': token,
        'content-type': 'application/json',
        accept: 'text/event-stream',
        ...headers,
      },
      body: JSON.stringify(body),
      signal: abort.signal,
    });
    if (response.status !== 200) assert.fail(`no stream: ${response.status} ${await response.text()}`);
    return new MessageStream(response, abort);
  }

  /** The next event, a comment (named `:`) included; null at the end. */
  async next(): Promise<StreamedEvent | null> {
    for (;;) {
      const end = this.#rest.indexOf('\n\n');
      if (end >= 0) {
        const block = this.#rest.slice(0, end);
        this.#rest = this.#rest.slice(end + 2);
        return parseBlock(block);
      }
      const piece = await this.#reader.read();
      if (piece.done) {
        assert.equal(this.#rest, '', 'the stream ended within an event');
        return null;
      }
      this.#rest += this.#decoder.decode(piece.value, { stream: true });
    }
  }

  /** Reads deltas until together they are as long as `text`, which they must then be. */
  async readText(text: string): Promise<void> {
    let told = '';
    while (told.length < text.length) {
      const event = await this.next();
      assert.equal(event?.name, 'delta');
      told += event.data.text;
    }
    assert.equal(told, text);
  }

  async rest(): Promise<StreamedEvent[]> {
    const events: StreamedEvent[] = [];
    for (let event = await this.next(); event !== null; event = await this.next()) events.push(event);
    return events;
  }

  /** Breaks the connection, as a lost network does. */
  break(): void {
    this.#abort.abort();
  }
}

/** All deltas together. */
export function textOf(events: readonly StreamedEvent[]): string {
  return events.map(({ name, data }) => (name === 'delta' ? data.text : '')).join('');
}

function parseBlock(block: string): StreamedEvent {
  if (block.startsWith(':')) return { name: ':', data: block };
  const match = /^event: (\w+)\ndata: (.+)$/.exec(block);
  assert.ok(match !== null, `not an event: ${block}`);
  return { name: match[1] as string, data: JSON.parse(match[2] as string) };
}
