import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { Script } from 'node:vm';
import { build } from '../../../scripts/build.mjs';

const dist = new URL('../dist/', import.meta.url);

test('build: the loader is a classic script that names a chunk which exists', async () => {
  const { manifest } = await build();
  const loader = await readFile(new URL('widget.js', dist), 'utf8');
  assert.doesNotThrow(
    () => new Script(loader),
    'a classic script has neither import.meta nor static imports',
  );
  const [entry] = Object.keys(manifest.chunks);
  assert.match(String(entry), /^wicket-\w+\.js$/);
  assert.ok(loader.includes(String(entry)));
  assert.ok(await readFile(new URL(String(entry), dist), 'utf8'));
});

test('build: unchanged sources are not built again', async () => {
  await build();
  assert.equal((await build()).built, false);
});
