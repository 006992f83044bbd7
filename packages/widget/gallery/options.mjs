/** Every option that the gallery shows: a title, script attributes or the server's settings, and what stands in the page. */
export const OPTIONS = [
  { title: 'As it comes', attributes: 'data-open' },
  { title: 'Closed', attributes: '' },
  {
    title: 'Left, large, high',
    attributes: 'data-position="left" data-button-size="140" data-bottom-margin="60"',
  },
  { title: 'Smallest button', attributes: 'data-button-size="40"' },
  { title: 'Prompts', attributes: 'data-prompts="Can we help?|Ask about prices, repairs or opening hours."' },
  { title: 'Dark', attributes: 'data-open data-color-scheme="dark"' },
  { title: 'Light', attributes: 'data-open data-color-scheme="light"' },
  { title: 'A light accent', attributes: 'data-open data-theme="#ffd400"' },
  { title: 'A dark accent on dark', attributes: 'data-open data-theme="#1a0f52" data-color-scheme="dark"' },
  {
    title: 'Custom properties',
    attributes: 'data-open',
    style: 'wicket-chat{--wicket-accent:#8a1c5a;--wicket-radius:2px;--wicket-font:Georgia,serif}',
  },
  {
    title: 'Parts',
    attributes: 'data-open',
    style: 'wicket-chat::part(header){background:#eef} wicket-chat::part(launcher){border-radius:12px}',
  },
  { title: 'Without close and new', attributes: 'data-open data-show-close="false" data-show-new="false"' },
  { title: 'Sound, with its mute button', attributes: 'data-open data-sound' },
  {
    title: 'Inline',
    attributes: '',
    body: '<div style="height:520px"><wicket-chat mode="inline"></wicket-chat></div>',
  },
  {
    title: 'Opened by an element of the page',
    attributes: 'data-hide-launcher',
    body: '<button type="button" data-wicket-open="I need help">Help</button>',
  },
  {
    title: 'Expanded in its container',
    widget: { ui: { expandInContainer: true } },
    around: (script) => `<main style="height:520px;margin:24px">${script}</main>`,
  },
  {
    title: 'Privacy policy and terms',
    attributes: 'data-open',
    widget: {
      ui: {
        privacyPolicyUrl: 'https://example.com/privacy',
        termsOfServiceUrl: 'https://example.com/terms',
      },
    },
  },
  {
    title: 'One message in a conversation: write two',
    attributes: 'data-open',
    widget: { ui: { maxMessages: { limit: 1, message: 'That was all for today. Please ring us.' } } },
  },
  {
    title: 'Prompts every two seconds',
    widget: { launcher: { prompts: { messages: ['Can we help?', 'Or later?'], intervalSeconds: 2 } } },
  },
  {
    title: 'One prompt by chance',
    widget: { launcher: { prompts: { messages: ['Heads?', 'Tails?'], mode: 'random' } } },
  },
  {
    title: 'The longest prompt',
    attributes: 'data-button-size="140"',
    widget: { launcher: { prompts: { messages: ['We help with anything. '.repeat(21)] } } },
  },
  {
    title: 'Corners and font from the server',
    attributes: 'data-open',
    widget: { theme: { accentColor: '#8a1c5a', radius: 0, fontFamily: 'Georgia, serif' } },
  },
  {
    title: 'Words of its own',
    attributes: 'data-open',
    widget: { strings: { placeholder: 'Ask away', composer: 'Your question' } },
  },
  { title: 'Hostile style sheet', attributes: 'data-open', style: '* { all: unset !important }' },
  ...['de', 'es', 'fr', 'it', 'pt', 'nl', 'ja', 'zh', 'ar', 'hi'].map((locale) => ({
    title: `Language ${locale}`,
    attributes: `data-open data-locale="${locale}"`,
    dir: locale === 'ar' ? 'rtl' : 'ltr',
  })),
];
