import assert from 'node:assert/strict';
import { test } from 'node:test';
import { OPTIONS } from '../gallery/options.mjs';
import { optionPage, overviewPage } from '../gallery/pages.mjs';

const SNIPPET = '<script async src="https://chat.example.com/widget.js" data-key="cb_live_x"></script>';

test('gallery: the overview has a frame for each option', () => {
  const overview = overviewPage();
  for (const [number, { title }] of OPTIONS.entries())
    assert.ok(overview.includes(`<iframe src="/${number}" title="${title}"`), title);
});

for (const [number, { title, attributes = '' }] of OPTIONS.entries())
  test(`gallery: a page of its own, with its attributes on the script: ${title}`, () => {
    const page = optionPage(number, SNIPPET);
    assert.ok(page.includes(`data-key="cb_live_x" ${attributes}></script>`), page);
    assert.equal(page.split('<script').length, 2, 'the script once');
  });

// As docs/embedding.md names them; data-key and data-chatbot-id are no options, data-auto shows nothing.
const SHOWN = [
  ...[
    'data-position',
    'data-button-size',
    'data-bottom-margin',
    'data-theme',
    'data-color-scheme',
    'data-open',
  ],
  ...['data-show-close', 'data-show-new', 'data-sound', 'data-prompts', 'data-hide-launcher', 'data-locale'],
  ...[
    'expandInContainer',
    'privacyPolicyUrl',
    'termsOfServiceUrl',
    'maxMessages',
    'random',
    'intervalSeconds',
  ],
  ...['radius', 'fontFamily', 'strings', 'mode="inline"', 'data-wicket-open'],
];

for (const option of SHOWN)
  test(`gallery: shows ${option}`, () => {
    const shown = OPTIONS.map((entry) => Object.values(entry).join(' ') + JSON.stringify(entry));
    assert.ok(shown.some((text) => text.includes(option)));
  });
