/** The build turns a style sheet into its minified text (see scripts/build.mjs). */
declare module '*.css' {
  export const css: string;
}

/** File names of the hashed chunks; the build writes them into the loader. */
declare const PANEL_CHUNK: string;
declare const SOUND_CHUNK: string;

/** The version in package.json. */
declare const WIDGET_VERSION: string;
