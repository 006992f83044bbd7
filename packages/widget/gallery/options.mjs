/** Every option that the gallery shows: a title, script attributes, and what stands around the script. */
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
  { title: 'Hostile style sheet', attributes: 'data-open', style: '* { all: unset !important }' },
  ...['de', 'es', 'fr', 'it', 'pt', 'nl', 'ja', 'zh', 'ar', 'hi'].map((locale) => ({
    title: `Language ${locale}`,
    attributes: `data-open data-locale="${locale}"`,
    dir: locale === 'ar' ? 'rtl' : 'ltr',
  })),
];
