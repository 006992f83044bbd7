import { writeFile } from 'node:fs/promises';
import { argv } from 'node:process';
import { fileURLToPath } from 'node:url';
import openapiTypescript, { astToString } from 'openapi-typescript';

/** Where the types of the API's requests and answers stand. */
export const SCHEMA_FILE = new URL('src/schema.d.ts', import.meta.url);

const HEAD = `// biome-ignore-all format: written by a program
// biome-ignore-all lint: written by a program
// Written from openapi.json by \`npm run generate --workspace packages/client\`. Do not edit.
`;

/** The types of the API as TypeScript, from the golden openapi.json. */
export async function generateSchema(): Promise<string> {
  const tree = await openapiTypescript(new URL('../../openapi.json', import.meta.url));
  return `${HEAD}\n${astToString(tree)}`;
}

if (argv[1] === fileURLToPath(import.meta.url)) await writeFile(SCHEMA_FILE, await generateSchema());
