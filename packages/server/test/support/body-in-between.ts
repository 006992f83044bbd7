import type { IncomingMessage } from 'node:http';
import { setImmediate } from 'node:timers/promises';
import type { HoldableStore } from './held-store.ts';
import { exchangeRaw, type RawAnswer } from './raw-connection.ts';
import { bytesOf, type Sent } from './raw-request.ts';
import type { TestInstance } from './test-instance.ts';

/**
 * Sends a call whose body comes while the barrier that its head waits for is under way.
 *
 * @param slow the instance's store
 * @param meanwhile before the body is sent; must not ask the gate, which waits
 */
export async function sendBodyInBetween(
  instance: TestInstance,
  slow: HoldableStore,
  sent: Sent & { readonly body: string },
  meanwhile: () => Promise<unknown>,
): Promise<RawAnswer> {
  const late = slow.hold('readBarrier');
  const arrived = Promise.withResolvers<IncomingMessage>();
  instance.app.server.once('request', arrived.resolve);
  const [head, body] = headAndBody(sent);
  const exchange = exchangeRaw(instance.url, [head, () => late.given, meanwhile, body], { answers: 1 });
  // Until it is waited for below.
  exchange.catch(() => undefined);
  const message = await arrived.promise;
  while (!message.complete && !message.destroyed) await setImmediate();
  late.release();
  return (await exchange).answers[0] as RawAnswer;
}

export function headAndBody(sent: Sent & { readonly body: string }): [head: Buffer, body: Buffer] {
  const bytes = bytesOf(sent);
  const length = Buffer.byteLength(sent.body);
  return [bytes.subarray(0, -length), bytes.subarray(-length)];
}

/** Calls that begin now are judged after those before them: one barrier serves them in their order. */
export async function judgeWhatArrived(instance: TestInstance): Promise<void> {
  for (let call = 0; call < 3; call += 1) await instance.call('GET', '/api/v1/chatbots');
}
