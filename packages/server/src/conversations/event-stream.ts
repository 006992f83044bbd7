import { asRefusal } from '../http/error-handler.ts';
import { problemBody, Refused } from '../http/problem.ts';
import type { Logger } from '../platform/logger.ts';
import type { MessageTable } from '../store/schema.ts';
import { presentMessage } from './presenter.ts';
import type { ReplyEvent } from './replies.ts';

/**
 * The events of a posted message as text (HTML Standard, "Server-sent events"). What goes wrong after the stream began
 * cannot change its status any more and comes as an `error` event.
 */
export async function* eventStream(
  message: MessageTable,
  replyEvents: AsyncIterable<ReplyEvent>,
  requestId: string,
  logger: Logger,
): AsyncGenerator<string> {
  yield printEvent('message', JSON.stringify({ message: presentMessage(message) }));
  try {
    for await (const event of replyEvents) yield printReplyEvent(event);
  } catch (error) {
    if (!(error instanceof Refused)) logger.error({ err: error, requestId }, 'a stream broke off');
    const { code, message: detail } = asRefusal(error as Error);
    yield printEvent('error', `{"problem":${problemBody(code, detail, requestId)}}`);
  }
}

function printReplyEvent(event: ReplyEvent): string {
  switch (event.kind) {
    case 'delta':
      return printEvent('delta', JSON.stringify({ text: event.text }));
    case 'reply':
      return printEvent('reply', JSON.stringify({ message: presentMessage(event.row) }));
    case 'silence':
      return ': still here\n\n';
  }
}

/** @param data JSON on one line */
function printEvent(name: string, data: string): string {
  return `event: ${name}\ndata: ${data}\n\n`;
}
