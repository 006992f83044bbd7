import { exchangeRaw, type RawAnswer, type RawOptions } from './raw-connection.ts';
import type { TestInstance } from './test-instance.ts';

/** A request of HTTP/1, as no client would send it. */
export interface Sent {
  readonly method?: string;
  readonly target: string;
  /** Name and value, in this order and as often as given. */
  readonly fields?: readonly (readonly [string, string])[];
  readonly body?: string;
  readonly host?: string | null;
  readonly version?: string;
}

export async function send(instance: TestInstance, sent: Sent, options: RawOptions = {}): Promise<RawAnswer> {
  const { answers } = await exchangeRaw(instance.url, [bytesOf(sent)], { answers: 1, ...options });
  return answers[0] as RawAnswer;
}

export function bytesOf({
  method = 'GET',
  target,
  fields = [],
  body,
  host = 'localhost',
  version = '1.1',
}: Sent) {
  const all = [
    ...(host === null ? [] : [['Host', host] as const]),
    ...fields,
    ...(body === undefined ? [] : [['Content-Type', 'application/json'] as const]),
    ...(body === undefined ? [] : [['Content-Length', String(Buffer.byteLength(body))] as const]),
  ];
  const head = all.map(([name, value]) => `${name}: ${value}\r\n`).join('');
  return Buffer.from(`${method} ${target} HTTP/${version}\r\n${head}\r\n${body ?? ''}`, 'latin1');
}

/** A field. */
export function bearer(key: string): readonly [string, string] {
  return ['Authorization', `Bearer ${key}`];
}
