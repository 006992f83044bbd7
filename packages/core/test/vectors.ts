import { readFileSync } from 'node:fs';

/** A truth table of the repository's `vectors/` folder. */
export function readVectors<T>(path: string): T {
  return JSON.parse(readFileSync(new URL(`../../../vectors/${path}`, import.meta.url), 'utf8')) as T;
}
