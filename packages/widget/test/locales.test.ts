import assert from 'node:assert/strict';
import { readdir } from 'node:fs/promises';
import { test } from 'node:test';
import { fill, loadStrings, pickLocale } from '../src/catalogue.ts';
import { strings as english } from '../src/locales/en.ts';

const folder = new URL('../src/locales/', import.meta.url);
const files = await readdir(folder);

for (const locale of files.map((file) => file.replace('.ts', ''))) {
  test(`catalogue ${locale}: complete, nothing empty, the same placeholders as English`, async () => {
    const catalogue: Record<string, string> = await loadStrings(folder.href, locale, {});
    assert.deepEqual(Object.keys(catalogue).sort(), Object.keys(english).sort());
    for (const [name, sentence] of Object.entries(english)) {
      const placeholders = (text: string) => (text.match(/\{\w+\}/g) ?? []).sort();
      assert.deepEqual(placeholders(catalogue[name] ?? ''), placeholders(sentence), name);
      assert.ok(catalogue[name]?.trim(), name);
    }
  });
}

const rows: { why: string; wishes: string; locale: string }[] = [
  { why: 'the page says so', wishes: 'de en', locale: 'de' },
  { why: 'a region does not matter', wishes: 'pt-BR', locale: 'pt' },
  { why: 'nor does the case', wishes: 'ZH-Hant-TW', locale: 'zh' },
  { why: 'a language without a catalogue is passed over', wishes: ' is fr', locale: 'fr' },
  { why: 'English where nothing fits', wishes: ' is  null', locale: 'en' },
  { why: 'no property of Object is a language', wishes: 'constructor', locale: 'en' },
];

for (const { why, wishes, locale } of rows) {
  test(`language: ${why}`, () => assert.equal(pickLocale(wishes), locale));
}

test("strings: the deployment's own words win in every language", async () => {
  assert.equal((await loadStrings(folder.href, 'de', { send: 'Ab damit' })).send, 'Ab damit');
});

test('strings: a value is put in as it is, and an unknown placeholder stays', () => {
  assert.equal(fill('{name}: {other}', { name: '$& {other}' }), '$& {other}: {other}');
});
