import Type, { type Static } from 'typebox';
import { Closed, Nullable, Time } from '../http/schemas.ts';
import { Identity, ProvenPerson } from '../http/visitor-desk.ts';

export const NewConversation = Closed({ identity: Type.Optional(Identity) });

export const ConversationOpened = Type.Object({
  conversation: Type.Object({ id: Type.String(), createdAt: Time }),
  visitorToken: Type.String({
    description: 'To be sent as X-Visitor-Token; shown here only',
  }),
  identity: Nullable(ProvenPerson),
});

export const NewMessage = Closed({
  text: Type.String({ minLength: 1, maxLength: 4_000, pattern: '\\S' }),
  clientMessageId: Type.String({
    minLength: 1,
    maxLength: 64,
    description: 'Chosen by the client; posting it again never doubles the message but resumes its reply',
  }),
});
export type NewMessage = Static<typeof NewMessage>;

export const Message = Type.Object({
  id: Type.String(),
  role: Type.Enum(['visitor', 'bot']),
  text: Type.String(),
  createdAt: Time,
  clientMessageId: Type.Optional(Type.String({ description: "Only of a visitor's message" })),
});

export const Answered = Type.Object({ message: Message, reply: Message });

const MessageId = Type.Optional(Type.String({ pattern: '^msg_[0-9A-Za-z]{1,40}$' }));
/** Open, since the key or the chatbot's id may stand in the query too. */
export const MessagesQuery = Type.Object({
  after: MessageId,
  cursor: MessageId,
  limit: Type.Optional(Type.String({ pattern: '^[0-9]{1,4}$' })),
});
export type MessagesQuery = Static<typeof MessagesQuery>;

export const Conversation = Type.Object({
  id: Type.String(),
  chatbotId: Type.String(),
  deploymentId: Type.String(),
  environment: Type.Enum(['live', 'test']),
  visitor: Type.Object({
    id: Type.String(),
    userId: Nullable(Type.String({ description: 'Proven; null of somebody unknown' })),
    name: Nullable(Type.String()),
    email: Nullable(Type.String()),
    verified: Type.Boolean({ description: 'Whether name and email were inside a signed token' }),
  }),
  messageCount: Type.Integer(),
  createdAt: Time,
  lastMessageAt: Nullable(Time),
});
