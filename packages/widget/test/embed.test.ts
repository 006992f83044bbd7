import assert from 'node:assert/strict';
import { test } from 'node:test';
import { apiUrl } from '../src/call-api.ts';
import { type Embed, readEmbed } from '../src/embed.ts';
import { flagOption, readOptions } from '../src/read-options.ts';

type Row = {
  why: string;
  src: string;
  dataset?: Record<string, string>;
  settings?: object;
  embed: Embed;
};

const rows: Row[] = [
  {
    why: 'the normal snippet',
    src: 'https://chat.example.com/widget.js',
    dataset: { key: 'cb_live_x' },
    embed: { base: 'https://chat.example.com/', key: 'cb_live_x', chatbotId: undefined },
  },
  {
    why: 'behind a path, with a query that defeats caches, and white space that came with the paste',
    src: 'https://example.com/chat/widget.js?v=2#x',
    dataset: { key: ' cb_live_x\n' },
    embed: { base: 'https://example.com/chat/', key: 'cb_live_x', chatbotId: undefined },
  },
  {
    why: 'keyless, by chatbot id',
    src: 'http://localhost:8787/widget.js',
    dataset: { chatbotId: 'bot_1' },
    embed: { base: 'http://localhost:8787/', key: '', chatbotId: 'bot_1' },
  },
  {
    why: 'a tag manager stripped the attributes: the query says it',
    src: 'https://chat.example.com/widget.js?key=cb_live_q',
    embed: { base: 'https://chat.example.com/', key: 'cb_live_q', chatbotId: undefined },
  },
  {
    why: 'a tag manager stripped the attributes: WicketSettings says it',
    src: 'https://chat.example.com/widget.js',
    settings: { key: 'cb_live_s' },
    embed: { base: 'https://chat.example.com/', key: 'cb_live_s', chatbotId: undefined },
  },
  {
    why: 'an attribute beats the query, and the query the settings',
    src: 'https://chat.example.com/widget.js?key=cb_live_q&chatbotId=bot_q',
    dataset: { key: 'cb_live_a' },
    settings: { key: 'cb_live_s', chatbotId: 'bot_s' },
    embed: { base: 'https://chat.example.com/', key: 'cb_live_a', chatbotId: 'bot_q' },
  },
  {
    why: 'a managed snippet carries no key: the server puts the current one into WicketSettings',
    src: 'https://example.com/chat/widget/dep_1.js',
    settings: { key: 'cb_live_m' },
    embed: { base: 'https://example.com/chat/', key: 'cb_live_m', chatbotId: undefined },
  },
  {
    why: 'nothing to open the door with',
    src: 'http://localhost/widget.js',
    dataset: { key: ' ' },
    embed: { base: 'http://localhost/', key: '', chatbotId: undefined },
  },
];

for (const { why, src, dataset = {}, settings, embed } of rows) {
  test(`embed: ${why}`, () => {
    assert.deepEqual(readEmbed(src, readOptions({ src, dataset }, settings)), embed);
  });
}

const flags: { why: string; value: unknown; flag: boolean }[] = [
  { why: 'an attribute alone means yes', value: '', flag: true },
  { why: 'true', value: 'true', flag: true },
  { why: 'a boolean from WicketSettings', value: false, flag: false },
  { why: 'false', value: 'false', flag: false },
  { why: '0', value: '0', flag: false },
  { why: 'off', value: 'off', flag: false },
  { why: 'no', value: 'no', flag: false },
];

for (const { why, value, flag } of flags) {
  test(`option that is on or off: ${why}`, () => assert.equal(flagOption(value, !flag), flag));
}

test('option that is on or off: nothing said leaves it to the server', () => {
  assert.equal(flagOption(undefined, true), true);
  assert.equal(flagOption(null, false), false);
});

test('API address: a keyless embed names its chatbot beside the query of the call', () => {
  const embed: Embed = { base: 'https://example.com/chat/', key: '', chatbotId: 'bot_1' };
  assert.equal(
    apiUrl(embed, 'widget/x?limit=2'),
    'https://example.com/chat/widget/x?limit=2&chatbotId=bot_1',
  );
});

test('API address: a key never stands in it', () => {
  const embed: Embed = { base: 'https://example.com/', key: 'cb_live_x', chatbotId: 'bot_1' };
  assert.equal(apiUrl(embed, 'widget/config'), 'https://example.com/widget/config');
});
