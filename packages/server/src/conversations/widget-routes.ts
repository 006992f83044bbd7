import { Readable } from 'node:stream';
import type { FastifyRequest } from 'fastify';
import Type from 'typebox';
import { PageOf, parsePage } from '../http/page.ts';
import { notFound, Refused } from '../http/problem.ts';
import { IdParams, printTime } from '../http/schemas.ts';
import type { TypedApp } from '../http/typed-app.ts';
import type { VisitorDesk } from '../http/visitor-desk.ts';
import { readWidgetSettings } from '../http/widget-settings.ts';
import type { Logger } from '../platform/logger.ts';
import type { MessageTable } from '../store/schema.ts';
import type { Store } from '../store/store.ts';
import { createConversation } from './create-conversation.ts';
import { eventStream } from './event-stream.ts';
import { findConversation } from './find-conversation.ts';
import { holdDeployment } from './hold-deployment.ts';
import { listMessages, positionOf } from './list-messages.ts';
import { type PostedMessage, postMessage } from './post-message.ts';
import { presentMessage } from './presenter.ts';
import type { Replies, ReplyEvent } from './replies.ts';
import {
  Answered,
  ConversationOpened,
  Message,
  MessagesQuery,
  NewConversation,
  NewMessage,
} from './schemas.ts';
import { wantsEventStream } from './wants-event-stream.ts';

export interface WidgetConversationDeps {
  readonly store: Store;
  readonly visitors: VisitorDesk;
  readonly replies: Replies;
  readonly logger: Logger;
  /** See ReplyTimings. */
  readonly leaseMs: number;
  /** Told of every message that was handled. */
  readonly noteMessage: (deploymentId: string, atMs: number) => void;
}

const tags = ['Widget'];
const params = IdParams('cnv');

export function widgetConversationRoutes(app: TypedApp, deps: WidgetConversationDeps): void {
  app.post(
    '/widget/conversations',
    {
      schema: {
        tags,
        summary: 'Open a conversation',
        description: 'With the header X-Visitor-Token another one of the same visitor.',
        body: NewConversation,
        response: { 201: ConversationOpened },
      },
    },
    async (request, reply) => {
      const arrive = await deps.visitors.receive(request, request.body.identity);
      const opened = await deps.store.write(async (tx) => {
        await holdDeployment(tx, request.admission);
        const { visitorId, visitorToken, identity } = await arrive(tx);
        const row = await createConversation(tx, request.admission, visitorId);
        return { conversation: { id: row.id, createdAt: printTime(row.created_at) }, visitorToken, identity };
      });
      reply.code(201);
      return opened;
    },
  );
  app.get(
    '/widget/conversations/:id/messages',
    {
      config: { frequent: true },
      schema: {
        tags,
        summary: 'List the messages of a conversation, oldest first',
        description: 'To the visitor who holds the X-Visitor-Token. `after` is the id of a message.',
        params,
        querystring: MessagesQuery,
        response: { 200: PageOf(Message) },
      },
    },
    async (request) => {
      const reader = await readerOf(request);
      const { id } = await findConversation(deps.store.read, reader, request.params.id);
      const { after, cursor, limit: asked } = request.query;
      const { limit } = parsePage(asked === undefined ? {} : { limit: asked });
      const from = cursor ?? after;
      const position = from === undefined ? -1 : await positionOf(deps.store.read, id, from);
      const rows = await listMessages(deps.store.read, id, position, limit + 1);
      const shown = rows.slice(0, limit);
      const nextCursor = rows.length > limit ? (shown.at(-1)?.id ?? null) : null;
      return { data: shown.map(presentMessage), nextCursor };
    },
  );
  app.post(
    '/widget/conversations/:id/messages',
    {
      schema: {
        tags,
        summary: 'Post a message',
        description:
          'Accept: application/json waits for the reply; Accept: text/event-stream follows it with the events message {message}, delta {text}, reply {message} and error {problem}. A clientMessageId posted before is not stored again: its reply is replayed, then continues.',
        params,
        body: NewMessage,
        response: {
          200: {
            description: 'The events',
            content: { 'text/event-stream': { schema: Type.String() } },
          },
          201: Answered,
        },
      },
    },
    async (request, reply) => {
      const posted = await post(request);
      const listener = new AbortController();
      reply.raw.once('close', () => listener.abort());
      const exchange = { ...posted, chatbotId: request.admission.chatbotId };
      if (posted.isNew) deps.replies.begin(exchange);
      const events = deps.replies.follow(exchange, listener.signal);
      if (wantsEventStream(request.headers.accept)) {
        const stream = eventStream(posted.message, events, request.id, deps.logger);
        return reply
          .code(200)
          .type('text/event-stream')
          .header('x-accel-buffering', 'no')
          .send(Readable.from(stream) as never);
      }
      const answer = presentMessage(await lastOf(events));
      return reply.code(201).send({ message: presentMessage(posted.message), reply: answer });
    },
  );

  async function post(
    request: FastifyRequest<{ Params: { id: string }; Body: { text: string; clientMessageId: string } }>,
  ): Promise<PostedMessage> {
    const { admission } = request;
    const reader = await readerOf(request);
    const { maxMessages } = readWidgetSettings(admission.look.settings).ui;
    const posted = await deps.store.write((tx) =>
      postMessage(tx, {
        ...reader,
        ...request.body,
        conversationId: request.params.id,
        maxMessages,
        leaseMs: deps.leaseMs,
      }),
    );
    if (posted.isNew && admission.previewId === null) {
      deps.noteMessage(admission.deploymentId, admission.nowMs);
    }
    return posted;
  }

  /** @throws Refused not_found for whoever is no visitor here */
  async function readerOf(request: FastifyRequest) {
    const visitorId = await deps.visitors.recognize(request);
    if (visitorId === null) throw notFound('conversation');
    return { organizationId: request.admission.organizationId, visitorId };
  }
}

async function lastOf(events: AsyncIterable<ReplyEvent>): Promise<MessageTable> {
  for await (const event of events) if (event.kind === 'reply') return event.row;
  throw new Refused('bad_request', 'The connection was closed before the reply was there.');
}
