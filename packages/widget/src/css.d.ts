/** The build turns a style sheet into its minified text (see scripts/build.mjs). */
declare module '*.css' {
  export const css: string;
}

/** What follows a chunk's name in that of its file: a hash. The build writes it. */
declare const CHUNK_END: string;

/** The version in package.json. */
declare const WIDGET_VERSION: string;
