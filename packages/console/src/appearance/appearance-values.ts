import type { FormErrors } from '@mantine/form';
import { checkUrl } from '../chatbots/check-url.ts';
import type { DeploymentChange, WidgetSettings } from '../deployments/deployments-api.ts';
import { appearanceText as text } from '../messages/appearance.ts';

type NumberField = number | string;

/** The widget's settings as form fields hold them: no nulls, numbers perhaps half typed. */
export interface AppearanceValues {
  showCloseButton: boolean;
  showNewConversationButton: boolean;
  expandInContainer: boolean;
  privacyPolicyUrl: string;
  termsOfServiceUrl: string;
  limited: boolean;
  limit: NumberField;
  limitMessage: string;
  size: number;
  position: 'left' | 'right';
  bottomMargin: NumberField;
  sound: boolean;
  prompts: { id: number; message: string }[];
  mode: 'rotate' | 'random';
  intervalSeconds: NumberField;
  colorScheme: 'auto' | 'light' | 'dark';
  accentColor: string;
  radius: NumberField;
  fontFamily: string;
  locale: string;
}

let promptCount = 0;

export function newPrompt(message: string): { id: number; message: string } {
  promptCount += 1;
  return { id: promptCount, message };
}

export function toValues({ ui, launcher, theme, locale }: WidgetSettings): AppearanceValues {
  return {
    showCloseButton: ui.showCloseButton,
    showNewConversationButton: ui.showNewConversationButton,
    expandInContainer: ui.expandInContainer,
    privacyPolicyUrl: ui.privacyPolicyUrl ?? '',
    termsOfServiceUrl: ui.termsOfServiceUrl ?? '',
    limited: ui.maxMessages !== null,
    limit: ui.maxMessages?.limit ?? 50,
    limitMessage: ui.maxMessages?.message ?? text.window.limitMessageDefault,
    size: launcher.size,
    position: launcher.position,
    bottomMargin: launcher.bottomMargin,
    sound: launcher.sound,
    prompts: launcher.prompts.messages.map(newPrompt),
    mode: launcher.prompts.mode,
    intervalSeconds: launcher.prompts.intervalSeconds,
    colorScheme: theme.colorScheme,
    accentColor: theme.accentColor ?? '',
    radius: theme.radius ?? '',
    fontFamily: theme.fontFamily ?? '',
    locale: locale ?? '',
  };
}

export function toWidgetChange(values: AppearanceValues): NonNullable<DeploymentChange['widget']> {
  const orNull = (typed: string) => typed.trim() || null;
  return {
    ui: {
      showCloseButton: values.showCloseButton,
      showNewConversationButton: values.showNewConversationButton,
      expandInContainer: values.expandInContainer,
      privacyPolicyUrl: orNull(values.privacyPolicyUrl),
      termsOfServiceUrl: orNull(values.termsOfServiceUrl),
      maxMessages: values.limited
        ? { limit: Number(values.limit), message: values.limitMessage.trim() }
        : null,
    },
    launcher: {
      size: values.size,
      position: values.position,
      bottomMargin: Number(values.bottomMargin),
      sound: values.sound,
      prompts: {
        messages: values.prompts.map(({ message }) => message.trim()),
        mode: values.mode,
        intervalSeconds: Number(values.intervalSeconds),
      },
    },
    theme: {
      colorScheme: values.colorScheme,
      accentColor: orNull(values.accentColor),
      radius: values.radius === '' ? null : Number(values.radius),
      fontFamily: orNull(values.fontFamily),
    },
    locale: orNull(values.locale),
  };
}

/** The contract's limits; the server judges by the same. */
export function validate(values: AppearanceValues): FormErrors {
  const { limited, limit, limitMessage, prompts, radius } = values;
  const errors: Record<string, string | null> = {
    privacyPolicyUrl: checkUrl(values.privacyPolicyUrl),
    termsOfServiceUrl: checkUrl(values.termsOfServiceUrl),
    limit: limited && !isWithin(limit, 1, 10_000) ? text.window.limitInvalid : null,
    limitMessage: limited && limitMessage.trim() === '' ? text.window.limitMessageMissing : null,
    bottomMargin: isWithin(values.bottomMargin, 10, 1_000) ? null : text.button.bottomMarginInvalid,
    intervalSeconds: isWithin(values.intervalSeconds, 1, 3_600) ? null : text.prompts.intervalInvalid,
    accentColor: /^(#[0-9a-f]{6})?$/i.test(values.accentColor.trim()) ? null : text.theme.accentInvalid,
    radius: radius === '' || isWithin(radius, 0, 40) ? null : text.theme.radiusInvalid,
    locale: /^([a-z]{2,3}(-[a-z0-9]{2,8})*)?$/i.test(values.locale.trim()) ? null : text.theme.localeInvalid,
    ...Object.fromEntries(
      prompts.map(({ message }, index) => [
        `prompts.${index}.message`,
        message.trim() === '' ? text.prompts.empty : null,
      ]),
    ),
  };
  return Object.fromEntries(Object.entries(errors).filter(([, error]) => error !== null));
}

function isWithin(value: NumberField, least: number, most: number): boolean {
  return Number.isInteger(value) && Number(value) >= least && Number(value) <= most;
}
