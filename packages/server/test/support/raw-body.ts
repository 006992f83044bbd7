import { exchangeRaw, type RawAnswer } from './raw-connection.ts';
import type { TestInstance } from './test-instance.ts';

/** A body as no client would send it. */
export interface RawBody {
  readonly body: string | Buffer;
  /** Null sends none; absent: application/json. */
  readonly type?: string | null;
  readonly chunked?: true;
  /** Absent: POST /api/v1/chatbots. */
  readonly route?: string;
}

/** Sends it with the owner's key. */
export async function sendRawBody(
  { url, ownerKey }: TestInstance,
  { body, type = 'application/json', chunked, route = 'POST /api/v1/chatbots' }: RawBody,
): Promise<RawAnswer> {
  const bytes = Buffer.from(body as string);
  const framing = chunked ? 'Transfer-Encoding: chunked' : `Content-Length: ${bytes.length}`;
  const typed = type === null ? '' : `Content-Type: ${type}\r\n`;
  const head = `${route} HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer ${ownerKey}\r\n${typed}${framing}\r\n\r\n`;
  const sent = chunked ? [`${bytes.length.toString(16)}\r\n`, bytes, '\r\n0\r\n\r\n'] : [bytes];
  const { answers } = await exchangeRaw(url, [head, ...sent], { answers: 1 });
  return answers[0] as RawAnswer;
}
