import Type from 'typebox';
import { Nullable } from '../http/schemas.ts';
import { WidgetSettings } from '../http/widget-settings.ts';

/** Open, since the key or the chatbot's id may stand in the query too. */
export const ConfigQuery = Type.Object({
  locale: Type.Optional(
    Type.String({ description: 'Language tags (BCP 47) separated by spaces, the most important one first' }),
  ),
});

export const WidgetConfig = Type.Object({
  chatbot: Type.Object({
    id: Type.String(),
    name: Type.String(),
    avatarUrl: Nullable(Type.String()),
    welcomeMessage: Nullable(Type.String()),
  }),
  ...WidgetSettings.properties,
  labels: Type.Object(
    { launcher: Type.String(), dismiss: Type.String() },
    { description: 'Names of the opening button and of what dismisses a prompt, in the language asked for' },
  ),
  identity: Type.Object({
    mode: Type.Union([Type.Literal('off'), Type.Literal('optional'), Type.Literal('required')]),
  }),
});
