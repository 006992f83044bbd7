import assert from 'node:assert/strict';
import { connect } from 'node:net';

export interface RawAnswer {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface RawExchange {
  /** In the order of arrival, without 1xx. */
  readonly answers: readonly RawAnswer[];
  /** 1xx answers. */
  readonly interim: readonly number[];
  /** Whether the server closed the connection. */
  readonly closed: boolean;
}

export interface RawOptions {
  /** Close our half after sending. */
  readonly endsAfter?: boolean;
  /** How many final answers are waited for; absent: until the server closes. */
  readonly answers?: number;
  readonly withoutBody?: boolean;
}

const PATIENCE_MS = 30_000;

/**
 * Sends bytes as they are, which no HTTP client would, and reads what comes back.
 *
 * @param pieces a function is waited for before what follows it is sent
 */
export function exchangeRaw(
  url: string,
  pieces: readonly (string | Buffer | (() => Promise<unknown>))[],
  { endsAfter = false, answers, withoutBody = false }: RawOptions = {},
): Promise<RawExchange> {
  return new Promise((resolve, reject) => {
    let received = Buffer.alloc(0);
    const socket = connect(Number(new URL(url).port), '127.0.0.1', () => void send().catch(reject));
    const send = async () => {
      for (const piece of pieces) {
        if (typeof piece === 'function') await piece();
        else socket.write(piece);
      }
      if (endsAfter) socket.end();
    };
    const timer = setTimeout(() => {
      socket.destroy();
      reject(new Error(`neither enough answers nor a close; so far: ${received.toString()}`));
    }, PATIENCE_MS);
    const finish = (closed: boolean) => {
      clearTimeout(timer);
      socket.destroy();
      try {
        resolve({ ...parseAnswers(received, withoutBody), closed });
      } catch (error) {
        reject(error);
      }
    };
    socket.on('data', (bytes) => {
      received = Buffer.concat([received, bytes]);
      if (answers === undefined) return;
      const { answers: complete, rest } = parseAnswers(received, withoutBody);
      if (complete.length >= answers && rest === 0) finish(false);
    });
    // The server may close while we still send: what it said before that counts.
    socket.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE' && error.code !== 'ECONNRESET') reject(error);
    });
    socket.on('close', () => finish(true));
  });
}

function parseAnswers(bytes: Buffer, withoutBody: boolean) {
  const answers: RawAnswer[] = [];
  const interim: number[] = [];
  let from = 0;
  for (;;) {
    const headEnd = bytes.indexOf('\r\n\r\n', from);
    if (headEnd < 0) break;
    const [statusLine = '', ...lines] = bytes.subarray(from, headEnd).toString('latin1').split('\r\n');
    const status = Number(/^HTTP\/1\.1 (\d{3})/.exec(statusLine)?.[1]);
    assert.ok(status >= 100, `not a status line: ${statusLine}`);
    if (status < 200) {
      interim.push(status);
      from = headEnd + 4;
      continue;
    }
    const headers = Object.fromEntries(lines.map(parseField));
    const length = withoutBody ? 0 : Number(headers['content-length'] ?? 0);
    assert.equal(headers['transfer-encoding'], undefined, 'no answer of these is chunked');
    const end = headEnd + 4 + length;
    if (bytes.length < end) break;
    answers.push({ status, headers, body: bytes.subarray(headEnd + 4, end).toString() });
    from = end;
  }
  return { answers, interim, rest: bytes.length - from };
}

function parseField(line: string): [string, string] {
  const colon = line.indexOf(':');
  return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()];
}
