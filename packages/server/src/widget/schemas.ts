import Type from 'typebox';
import { Nullable } from '../http/schemas.ts';
import { WidgetSettings } from '../http/widget-settings.ts';

export const WidgetConfig = Type.Object({
  chatbot: Type.Object({
    id: Type.String(),
    name: Type.String(),
    avatarUrl: Nullable(Type.String()),
    welcomeMessage: Nullable(Type.String()),
  }),
  ...WidgetSettings.properties,
  identity: Type.Object({
    mode: Type.Union([Type.Literal('off'), Type.Literal('optional'), Type.Literal('required')]),
  }),
});
