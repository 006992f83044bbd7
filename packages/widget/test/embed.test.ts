import assert from 'node:assert/strict';
import { test } from 'node:test';
import { apiUrl } from '../src/call-api.ts';
import { type Embed, readEmbed } from '../src/embed.ts';

type Row = { why: string; src: string; attributes: Record<string, string>; embed: Embed | null };

const rows: Row[] = [
  {
    why: 'the normal snippet',
    src: 'https://chat.example.com/widget.js',
    attributes: { 'data-key': 'cb_live_x' },
    embed: { base: 'https://chat.example.com/', key: 'cb_live_x', chatbotId: null },
  },
  {
    why: 'behind a path, with a query that defeats caches',
    src: 'https://example.com/chat/widget.js?v=2#x',
    attributes: { 'data-key': ' cb_live_x\n' },
    embed: { base: 'https://example.com/chat/', key: 'cb_live_x', chatbotId: null },
  },
  {
    why: 'keyless, by chatbot id',
    src: 'http://localhost:8787/widget.js',
    attributes: { 'data-chatbot-id': 'bot_1' },
    embed: { base: 'http://localhost:8787/', key: null, chatbotId: 'bot_1' },
  },
  {
    why: 'a key beats a chatbot id, for one call carries one credential',
    src: 'http://localhost:8787/widget.js',
    attributes: { 'data-key': 'cb_live_x', 'data-chatbot-id': 'bot_1' },
    embed: { base: 'http://localhost:8787/', key: 'cb_live_x', chatbotId: null },
  },
  {
    why: 'nothing to open the door with',
    src: 'http://localhost/widget.js',
    attributes: { 'data-key': ' ' },
    embed: null,
  },
  { why: 'an inline script has no server', src: '', attributes: { 'data-key': 'cb_live_x' }, embed: null },
];

for (const { why, src, attributes, embed } of rows) {
  test(`embed: ${why}`, () => {
    assert.deepEqual(readEmbed({ src, getAttribute: (name) => attributes[name] ?? null }), embed);
  });
}

test('embed: no script element, no embed', () => {
  assert.equal(readEmbed(null), null);
});

test('API address: a keyless embed names its chatbot beside the query of the call', () => {
  const embed: Embed = { base: 'https://example.com/chat/', key: null, chatbotId: 'bot_1' };
  assert.equal(
    apiUrl(embed, 'widget/x?limit=2'),
    'https://example.com/chat/widget/x?limit=2&chatbotId=bot_1',
  );
});

test('API address: a key never stands in it', () => {
  const embed: Embed = { base: 'https://example.com/', key: 'cb_live_x', chatbotId: null };
  assert.equal(apiUrl(embed, 'widget/config'), 'https://example.com/widget/config');
});
