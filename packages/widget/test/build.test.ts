import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { Script } from 'node:vm';
import { build } from '../../../scripts/build.mjs';

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

test('build: every language is a chunk of its own', async () => {
  const { manifest } = await build();
  const languages = Object.keys(manifest.chunks).flatMap((file) => /^(\w\w)-\w+\.js$/.exec(file)?.[1] ?? []);
  assert.deepEqual(languages.sort(), ['ar', 'de', 'en', 'es', 'fr', 'hi', 'it', 'ja', 'nl', 'pt', 'zh']);
});

test('build: unchanged sources are not built again', async () => {
  await build();
  assert.equal((await build()).built, false);
});
