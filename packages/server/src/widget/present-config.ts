import type { WidgetLook } from '../http/admission.ts';
import { readWidgetSettings } from '../http/widget-settings.ts';

const UNCHANGED = '{}';

/** The widget's config as JSON text, rendered once for as long as the gate's record is valid, if it is asked for again. */
export function renderConfig(look: WidgetLook): string {
  if (look.settings === UNCHANGED) {
    look.face.plainConfig ??= JSON.stringify(presentConfig(look));
    return look.face.plainConfig;
  }
  if (typeof look.configText === 'string') return look.configText;
  const text = JSON.stringify(presentConfig(look));
  look.configText = look.configText === undefined ? null : text;
  return text;
}

function presentConfig({ face, settings }: WidgetLook) {
  const { ui, launcher, theme, locale, strings } = readWidgetSettings(settings);
  return {
    chatbot: {
      id: face.id,
      name: face.name,
      avatarUrl: face.avatarUrl,
      welcomeMessage: face.welcomeMessage,
    },
    ui,
    launcher,
    theme,
    locale,
    strings,
    identity: { mode: face.identityMode },
  };
}
