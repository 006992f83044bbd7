import type { LoaderParts } from './chat-context.ts';

/**
 * In the built panel these stand in the place of their own modules (see scripts/build.mjs): the loader has brought them
 * into the page already, and nobody downloads them twice.
 */
export let accentOf: LoaderParts['accentOf'];
export let buildElement: LoaderParts['buildElement'];
export let buildIcon: LoaderParts['buildIcon'];
export let flagOption: LoaderParts['flagOption'];
export let inkOn: LoaderParts['inkOn'];
export let luminance: LoaderParts['luminance'];
export let memory: LoaderParts['memory'];
export let warn: LoaderParts['warn'];

/** To be called before anything else of the panel runs. */
export function takeOver(parts: LoaderParts): void {
  ({ accentOf, buildElement, buildIcon, flagOption, inkOn, luminance, memory, warn } = parts);
}
