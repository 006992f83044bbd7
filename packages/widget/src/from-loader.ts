import type { LoaderParts } from './chat-context.ts';

/**
 * In the built panel these stand in the place of their own modules (see scripts/build.mjs): the loader has brought them
 * into the page already, and nobody downloads them twice.
 */
export let accentOf: LoaderParts[0];
export let buildElement: LoaderParts[1];
export let buildIcon: LoaderParts[2];
export let flagOption: LoaderParts[3];
export let inkOn: LoaderParts[4];
export let memory: LoaderParts[5];
export let warn: LoaderParts[6];

/** To be called before anything else of the panel runs. */
export function takeOver(parts: LoaderParts): void {
  ({ 0: accentOf, 1: buildElement, 2: buildIcon, 3: flagOption, 4: inkOn, 5: memory, 6: warn } = parts);
}
