import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { it } from 'node:test';
import { startInstance } from './support/test-instance.ts';

const GOLDEN = resolve(import.meta.dirname, '../../../openapi.json');

it('the API is what openapi.json says (UPDATE_GOLDEN=1 writes it anew; a change needs an ADR)', async () => {
  const instance = await startInstance('sqlite');
  try {
    const { json } = await instance.call('GET', '/api/v1/openapi.json', { key: null });
    const text = `${JSON.stringify(json, null, 2)}\n`;
    if (process.env['UPDATE_GOLDEN'] === '1') await writeFile(GOLDEN, text);
    assert.equal(text, await readFile(GOLDEN, 'utf8'));
  } finally {
    await instance.close();
  }
});
