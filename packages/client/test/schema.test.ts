import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { it } from 'node:test';
import { generateSchema, SCHEMA_FILE } from '../generate-schema.ts';

it('the types are those of openapi.json', async () => {
  const isCurrent = (await readFile(SCHEMA_FILE, 'utf8')) === (await generateSchema());
  assert.ok(isCurrent, 'run `npm run generate --workspace packages/client`');
});
