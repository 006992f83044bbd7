import type { ReplyTimings } from '../../src/conversations/reply-timings.ts';
import { type Chat, createChat, type OpenConversation } from './chat.ts';
import { GatedAnswerer } from './gated-answerer.ts';
import { type Engine, startInstance, type TestInstance } from './test-instance.ts';

export const PIECES = ['One ', 'two ', 'three ', 'four.'];
export const QUESTION = { text: 'Count!', clientMessageId: 'c1' };
export const QUICK: Partial<ReplyTimings> = { persistEveryMs: 20, pollEveryMs: 20, drainMs: 20 };

export interface GatedNode {
  readonly node: TestInstance;
  readonly answerer: GatedAnswerer;
}

export interface GatedChat extends GatedNode {
  readonly chat: Chat;
  readonly conversation: OpenConversation;
}

/** A node of an instance's database whose answerer counts to four, each word when the test allows it. */
export async function gatedNode(
  engine: Engine,
  instance: TestInstance,
  timings: Partial<ReplyTimings> = {},
): Promise<GatedNode> {
  const answerer = new GatedAnswerer(PIECES);
  const node = await startInstance(engine, {
    sharedWith: instance,
    parts: { answerer, replyTimings: { ...QUICK, ...timings } },
  });
  return { answerer, node };
}

/** The same with a conversation on a chatbot of its own. */
export async function gatedChat(
  engine: Engine,
  instance: TestInstance,
  timings: Partial<ReplyTimings> = {},
): Promise<GatedChat> {
  const gated = await gatedNode(engine, instance, timings);
  const chat = await createChat(gated.node);
  return { ...gated, chat, conversation: await chat.open() };
}
