import type { Admission } from '../http/admission.ts';
import { readWidgetSettings } from '../http/widget-settings.ts';

/** The widget's config as JSON text, rendered once for as long as the gate's record is valid. */
export function renderConfig({ row, rendered }: Admission): string {
  rendered.configText ??= JSON.stringify(presentConfig(row));
  return rendered.configText;
}

function presentConfig(row: Admission['row']) {
  const { ui, launcher, theme, locale, strings } = readWidgetSettings(row.widget);
  return {
    chatbot: {
      id: row.chatbot_id,
      name: row.chatbot_name,
      avatarUrl: row.avatar_url,
      welcomeMessage: row.welcome_message,
    },
    ui,
    launcher,
    theme,
    locale,
    strings,
    identity: { mode: row.identity_mode },
  };
}
