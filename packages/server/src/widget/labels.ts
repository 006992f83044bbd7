/** What the launcher and its prompts are called before the widget's catalogue is there. */
export interface Labels {
  readonly launcher: string;
  readonly dismiss: string;
}

/**
 * The languages of the widget's catalogue. Only these two texts are needed before a visitor shows interest, and one of
 * them with the config is less to download than a catalogue; `{name}` is the chatbot's. `launcher` must say what the
 * catalogue says: tests/browser/widget-languages.test.ts compares them.
 */
export const LABELS: Readonly<Record<string, Labels>> = {
  en: { launcher: 'Chat with {name}', dismiss: 'Dismiss' },
  de: { launcher: 'Chat mit {name}', dismiss: 'Ausblenden' },
  es: { launcher: 'Chatear con {name}', dismiss: 'Descartar' },
  fr: { launcher: 'Discuter avec {name}', dismiss: 'Masquer' },
  it: { launcher: 'Chatta con {name}', dismiss: 'Nascondi' },
  pt: { launcher: 'Conversar com {name}', dismiss: 'Dispensar' },
  nl: { launcher: 'Chatten met {name}', dismiss: 'Verbergen' },
  ja: { launcher: '{name}とチャット', dismiss: '閉じる' },
  zh: { launcher: '与{name}聊天', dismiss: '关闭' },
  ar: { launcher: 'الدردشة مع {name}', dismiss: 'إخفاء' },
  hi: { launcher: '{name} के साथ चैट करें', dismiss: 'हटाएँ' },
};

/** Nobody asks for more languages than fit into this. */
const LONGEST_WISH = 200;

/**
 * Picks the first language that there are labels for, as the widget does with its catalogue.
 *
 * @param wishes language tags (BCP 47) separated by spaces, the most important one first
 * @returns null where none of them is one of ours
 */
export function pickLanguage(wishes: string): string | null {
  if (wishes === '') return null;
  for (const tag of wishes.slice(0, LONGEST_WISH).split(' ')) {
    const language = tag.toLowerCase().split('-')[0] ?? '';
    if (Object.hasOwn(LABELS, language)) return language;
  }
  return null;
}

/** @param own the deployment's own words, by name; they win in every language */
export function labelsFor(
  language: string,
  chatbotName: string,
  own: Readonly<Record<string, string>>,
): Labels {
  const { launcher, dismiss } = { ...(LABELS[language] as Labels), ...own };
  // A function, so that `$` in a name is not read as a pattern.
  return { launcher: launcher.replaceAll('{name}', () => chatbotName), dismiss };
}
