import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { notFound } from '../http/problem.ts';

/** What a page is told that gets no widget, as its script prints it and as `wicket:error` carries it. */
export interface LoaderRefusal {
  readonly status: number;
  readonly code: string;
  readonly detail: string;
  readonly requestId: string;
}

/**
 * A script of the widget's build with settings that the page did not make: they stand in `window.WicketSettings` while
 * the script reads them, and then the page's own are back.
 *
 * @param folder packages/widget/dist; null: this node serves no widget
 * @param settings the deployment's key for widget.js, a refusal for refused.js
 */
export async function loaderScript(
  folder: string | null,
  file: 'widget.js' | 'refused.js',
  settings: { readonly key: string } | { readonly refusal: LoaderRefusal },
): Promise<string> {
  if (folder === null) throw notFound('file on this server, which serves no widget');
  const script = await readFile(join(folder, file), 'utf8');
  // The page's own may throw when they are read.
  return `try{const own=window.WicketSettings;window.WicketSettings={...own,...${asScript(settings)}};${script}
own?window.WicketSettings=own:delete window.WicketSettings}catch(e){console.warn(\`Wicketgate: \${e}\`)}`;
}

/** JSON is an expression of ECMAScript 2019; `<` never stands in it, wherever somebody may put the script. */
function asScript(value: object): string {
  return JSON.stringify(value).replaceAll('<', '\\u003c');
}
