/** The first tag (BCP 47) of a language that there is a catalogue for. The build writes its own list (see scripts/build.mjs). */
export const LANGUAGE = /(?<!\S)(ar|de|en|es|fr|hi|it|ja|nl|pt|zh)(?!\w)/;

/** What follows the language in the name of its file. */
export const CATALOGUE_END = '.ts';
