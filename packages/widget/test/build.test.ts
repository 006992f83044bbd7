import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { Script } from 'node:vm';
import { build } from '../../../scripts/build.mjs';
import { CHUNK_END, nameByContent } from '../../../scripts/name-by-content.mjs';
import { INTERNAL_NAMES } from '../internal-names.mjs';

const dist = new URL('../dist/', import.meta.url);

test('build: the loader is a classic script that names chunks which exist', async () => {
  const { manifest } = await build();
  const loader = await readFile(new URL('widget.js', dist), 'utf8');
  assert.doesNotThrow(
    () => new Script(loader),
    'a classic script has neither import.meta nor static imports',
  );
  for (const name of ['wicket', 'sound']) {
    const chunk = Object.keys(manifest.chunks).find((file) => file.startsWith(`${name}-`));
    assert.match(String(chunk), /^\w+-\w+\.js$/);
    assert.ok(loader.includes(String(chunk)));
    assert.ok(await readFile(new URL(String(chunk), dist), 'utf8'));
  }
});

test('build: all chunks carry one hash of eight letters and digits, and name each other by it', async () => {
  const { manifest } = await build();
  const names = Object.keys(manifest.chunks);
  const ends = new Set(names.map((name) => /-[0-9a-z]{8}\.js$/.exec(name)?.[0]));
  assert.equal(ends.size, 1, names.join());
  const panel = names.find((name) => name.startsWith('wicket-'));
  assert.ok((await readFile(new URL(`${panel}`, dist), 'utf8')).includes(`diagnose${[...ends][0]}`));
});

const edits: [reason: string, wicket: string, en: string][] = [
  ['one letter of the panel', `import("en${CHUNK_END}");2`, 'Hi'],
  ['one letter of a catalogue', `import("en${CHUNK_END}");1`, 'Ho'],
  ['a letter that moves from one chunk to the other', `import("en${CHUNK_END}");`, '1Hi'],
];
for (const [reason, wicket, en] of edits)
  test(`build: another content has other names, so that no cache mixes two builds: ${reason}`, () => {
    const named = (...codes: [string, string]) =>
      nameByContent([
        ['wicket', Buffer.from(codes[0])],
        ['en', Buffer.from(codes[1])],
      ]);
    const before = named(`import("en${CHUNK_END}");1`, 'Hi');
    const after = named(wicket, en);
    assert.deepEqual(named(`import("en${CHUNK_END}");1`, 'Hi'), before);
    const names = [...after.chunks.keys()];
    assert.deepEqual(
      names.filter((name) => before.chunks.has(name)),
      [],
    );
    assert.ok(String(after.chunks.get(names[0] as string)).includes(`import("${names[1]}")`));
  });

test('build: every language is a chunk of its own', async () => {
  const { manifest } = await build();
  const languages = Object.keys(manifest.chunks).flatMap((file) => /^(\w\w)-\w+\.js$/.exec(file)?.[1] ?? []);
  assert.deepEqual(languages.sort(), ['ar', 'de', 'en', 'es', 'fr', 'hi', 'it', 'ja', 'nl', 'pt', 'zh']);
});

test('build: unchanged sources are not built again', async () => {
  await build();
  assert.equal((await build()).built, false);
});

test('build: no name that anybody else uses is shortened', async () => {
  const source = (path: string) => readFile(new URL(path, import.meta.url), 'utf8');
  const { paths } = JSON.parse(await source('../../../openapi.json')) as { paths: object };
  const ofWidget = Object.entries(paths).filter(([path]) => path.startsWith('/widget/'));
  const declared = (await source('../wicket.d.ts')) + (await source('../src/locales/en.ts'));
  const names = new Set([...fieldsIn(ofWidget), ...(declared.match(/\b\w+(?=\??[:(<])/g) ?? [])]);
  for (const known of ['conversationId', 'buttonSize', 'identify', 'opensInNewTab'])
    assert.ok(names.has(known), `the check sees ${known}`);
  assert.deepEqual(
    INTERNAL_NAMES.filter((name) => names.has(name)),
    [],
  );
});

test('build: what a page gets that is refused is a classic script with the same API', async () => {
  await build();
  const refused = await readFile(new URL('refused.js', dist), 'utf8');
  assert.doesNotThrow(() => new Script(refused));
  assert.match(refused, /setContext/);
});

/** The names of every object's fields in a JSON schema, wherever they stand. */
function fieldsIn(schema: unknown): string[] {
  if (typeof schema !== 'object' || schema === null) return [];
  return Object.entries(schema).flatMap(([name, value]) => [
    ...(name === 'properties' ? Object.keys(value) : []),
    ...fieldsIn(value),
  ]);
}
