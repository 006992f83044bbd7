import type { RenderedConfig, WidgetLook } from '../http/admission.ts';
import { readWidgetSettings } from '../http/widget-settings.ts';
import { labelsFor, pickLanguage } from './labels.ts';

const UNCHANGED = '{}';
/** Some 2 KB each. */
const MOST_KEPT = 4_000;
/** The looks whose config is kept: a new one takes the place of the one that has been there longest. */
const kept: WidgetLook[] = [];
let next = 0;

/**
 * The widget's config as JSON text. What does not depend on the language is rendered once for as long as the gate's
 * record is valid, if it is asked for again.
 *
 * @param wishes the languages that the page and the browser ask for; the deployment's own comes after them
 */
export function renderConfig(look: WidgetLook, wishes = ''): string {
  const config = renderedConfig(look);
  const { text, locale, strings } = config;
  const language = pickLanguage(wishes) ?? pickLanguage(locale ?? '') ?? 'en';
  if (config.answer?.language === language) return config.answer.text;
  const labels = JSON.stringify(labelsFor(language, look.face.name, strings));
  const answer = `${text.slice(0, -1)},"labels":${labels}}`;
  config.answer = { language, text: answer };
  return answer;
}

function renderedConfig(look: WidgetLook): RenderedConfig {
  if (look.settings === UNCHANGED) {
    look.face.plainConfig ??= presentConfig(look);
    return look.face.plainConfig;
  }
  if (look.config) return look.config;
  const config = presentConfig(look);
  if (look.config === undefined) look.config = null;
  else keep(look, config);
  return config;
}

function keep(look: WidgetLook, config: RenderedConfig): void {
  const former = kept[next];
  if (former !== undefined) former.config = null;
  kept[next] = look;
  next = (next + 1) % MOST_KEPT;
  look.config = config;
}

function presentConfig({ face, settings }: WidgetLook): RenderedConfig {
  const { ui, launcher, theme, locale, strings } = readWidgetSettings(settings);
  const text = JSON.stringify({
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
  });
  return { answer: null, text, locale, strings };
}
