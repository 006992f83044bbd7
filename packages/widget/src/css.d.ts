/** The build turns a style sheet into its minified text (see scripts/build.mjs). */
declare module '*.css' {
  export const css: string;
}

/** File name of the hashed panel chunk; the build writes it into the loader. */
declare const PANEL_CHUNK: string;
