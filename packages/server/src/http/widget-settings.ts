import Type, { type Static } from 'typebox';
import { requireUrl } from './require-url.ts';
import { Closed, HttpUrl, LongText, Nullable } from './schemas.ts';

/** What a site owner chooses about the widget (rows U1 to U3), with the limits of the contract. */
const Ui = {
  showCloseButton: Type.Boolean(),
  showNewConversationButton: Type.Boolean(),
  expandInContainer: Type.Boolean(),
  privacyPolicyUrl: Nullable(HttpUrl),
  termsOfServiceUrl: Nullable(HttpUrl),
  maxMessages: Nullable(
    Closed({
      limit: Type.Integer({
        minimum: 1,
        maximum: 10_000,
        description: "The visitor's messages in a conversation",
      }),
      message: Type.String({ minLength: 1, maxLength: 500, description: 'What the visitor is told then' }),
    }),
  ),
};
const Launcher = {
  size: Type.Integer({ minimum: 40, maximum: 140, description: 'px' }),
  position: Type.Union([Type.Literal('left'), Type.Literal('right')]),
  bottomMargin: Type.Integer({ minimum: 10, maximum: 1_000, description: 'px' }),
  sound: Type.Boolean({ description: 'Page-entry sound' }),
};
const Prompts = {
  messages: Type.Array(LongText, { maxItems: 20 }),
  mode: Type.Union([Type.Literal('rotate'), Type.Literal('random')]),
  intervalSeconds: Type.Integer({ minimum: 1, maximum: 3_600 }),
};
const Color = Type.String({ pattern: '^#[0-9a-fA-F]{6}$' });
const Theme = {
  colorScheme: Type.Union([Type.Literal('auto'), Type.Literal('light'), Type.Literal('dark')]),
  accentColor: Nullable(Color),
  radius: Nullable(Type.Integer({ minimum: 0, maximum: 40, description: 'px' })),
  fontFamily: Nullable(Type.String({ maxLength: 200 })),
};
const Locale = Nullable(Type.String({ pattern: '^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$', maxLength: 35 }));
const Strings = Type.Record(Type.String({ pattern: '^[A-Za-z][A-Za-z0-9.]{0,59}$' }), LongText, {
  additionalProperties: false,
  maxProperties: 100,
});

export const WidgetSettings = Type.Object({
  ui: Type.Object(Ui),
  launcher: Type.Object({ ...Launcher, prompts: Type.Object(Prompts) }),
  theme: Type.Object(Theme),
  locale: Locale,
  strings: Strings,
});
export type WidgetSettings = Static<typeof WidgetSettings>;

/** Any part of it; what is absent stays as it is. */
export const WidgetSettingsChange = Closed({
  ui: Type.Optional(Closed(optional(Ui))),
  launcher: Type.Optional(
    Closed({ ...optional(Launcher), prompts: Type.Optional(Closed(optional(Prompts))) }),
  ),
  theme: Type.Optional(Closed(optional(Theme))),
  locale: Type.Optional(Locale),
  strings: Type.Optional(Strings),
});
export type WidgetSettingsChange = Static<typeof WidgetSettingsChange>;

const DEFAULTS: WidgetSettings = {
  ui: {
    showCloseButton: true,
    showNewConversationButton: true,
    expandInContainer: false,
    privacyPolicyUrl: null,
    termsOfServiceUrl: null,
    maxMessages: null,
  },
  launcher: {
    size: 70,
    position: 'right',
    bottomMargin: 10,
    sound: false,
    prompts: { messages: [], mode: 'rotate', intervalSeconds: 5 },
  },
  theme: { colorScheme: 'auto', accentColor: null, radius: null, fontFamily: null },
  locale: null,
  strings: {},
};

/** @param stored what differs from the defaults, as JSON; null means nothing */
export function readWidgetSettings(stored: string | null): WidgetSettings {
  return stored === null || stored === '{}' ? DEFAULTS : merge(DEFAULTS, JSON.parse(stored));
}

/**
 * What is to be stored after a change: still only what was ever set, so that better defaults reach everyone.
 *
 * @throws Refused validation_failed for a link that is none
 */
export function changeWidgetSettings(stored: string, change: WidgetSettingsChange): string {
  requireUrl(change.ui?.privacyPolicyUrl, '/widget/ui/privacyPolicyUrl');
  requireUrl(change.ui?.termsOfServiceUrl, '/widget/ui/termsOfServiceUrl');
  return JSON.stringify(merge(JSON.parse(stored), change, ['strings']));
}

/** @param replaced names of objects that are taken whole, not merged field by field */
function merge<T extends object>(base: T, change: object, replaced: readonly string[] = []): T {
  const merged = { ...base } as Record<string, unknown>;
  for (const [name, value] of Object.entries(change)) {
    const before = merged[name];
    merged[name] =
      isObject(value) && isObject(before) && !replaced.includes(name) ? merge(before, value) : value;
  }
  return merged as T;
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function optional<Properties extends Type.TProperties>(properties: Properties) {
  return Type.Partial(Type.Object(properties)).properties;
}
