import { request } from 'node:http';

/** What a server answered, byte for byte, so that another one can send the same. */
export interface RecordedAnswer {
  readonly status: number;
  /** As received, without those that every Node server adds by itself. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

const ADDED_BY_NODE = new Set(['date', 'connection', 'keep-alive', 'content-length']);

export interface Question {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** Asks once and records the answer. */
export function recordAnswer(
  port: number,
  { method, path, headers, body }: Question,
): Promise<RecordedAnswer> {
  return new Promise((resolve, reject) => {
    const call = request({ host: '127.0.0.1', port, method, path, headers, agent: false }, (answer) => {
      const chunks: Buffer[] = [];
      answer.on('data', (chunk: Buffer) => chunks.push(chunk));
      answer.on('error', reject);
      answer.on('end', () => {
        const kept: [string, string][] = [];
        for (let index = 0; index < answer.rawHeaders.length; index += 2) {
          const name = (answer.rawHeaders[index] as string).toLowerCase();
          if (!ADDED_BY_NODE.has(name)) kept.push([name, answer.rawHeaders[index + 1] as string]);
        }
        resolve({
          status: answer.statusCode ?? 0,
          headers: Object.fromEntries(kept),
          body: Buffer.concat(chunks).toString('utf8'),
        });
      });
    });
    call.on('error', reject);
    call.end(body);
  });
}

/** How the gate is asked: by the page itself, or by another backend. */
export function questionOf(
  form: 'header' | 'body',
  path: string,
  callerToken: string,
  token: string,
  origin: string,
): Question {
  if (form === 'header')
    return { method: 'GET', path, headers: { authorization: `Bearer ${token}`, origin } };
  return {
    method: 'POST',
    path,
    headers: { authorization: `Bearer ${callerToken}`, 'content-type': 'application/json' },
    body: JSON.stringify({ key: token, origin }),
  };
}
