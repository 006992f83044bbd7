import Type, { type Static } from 'typebox';
import { Permissions } from '../http/member-schemas.ts';
import { Closed, HttpUrl, LongText, Name, Nullable, Time } from '../http/schemas.ts';

const Paused = Closed({
  enabled: Type.Boolean(),
  message: Type.String({ maxLength: 500, description: 'What a visitor is told while the bot is paused' }),
});
const IdentityMode = Type.Union([Type.Literal('off'), Type.Literal('optional'), Type.Literal('required')]);

const settings = {
  avatarUrl: Nullable(HttpUrl),
  welcomeMessage: Nullable(LongText),
  paused: Paused,
  identityMode: IdentityMode,
  keylessEmbedding: Type.Boolean({ description: 'Allow data-chatbot-id without a key' }),
  retentionDays: Nullable(
    Type.Integer({ minimum: 1, maximum: 3650, description: 'Conversations are deleted after so many days' }),
  ),
};

export const Chatbot = Type.Object({
  id: Type.String(),
  name: Name,
  ...settings,
  createdAt: Time,
  permissions: Permissions,
});
const optionalSettings = Type.Partial(Type.Object(settings)).properties;
export const NewChatbot = Closed({ name: Name, ...optionalSettings });
export const ChatbotChange = Closed({ name: Type.Optional(Name), ...optionalSettings });

export type NewChatbot = Static<typeof NewChatbot>;
export type ChatbotChange = Static<typeof ChatbotChange>;
