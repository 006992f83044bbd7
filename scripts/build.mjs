// Builds what the server serves. `npm run build`, or `build()` from another script. Runs on Node >= 20.
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { INTERNAL_NAMES } from '../packages/widget/internal-names.mjs';
import { buildConsole } from './build-console.mjs';
import { ensureInstalled } from './ensure-installed.mjs';
import { CHUNK_END, nameByContent } from './name-by-content.mjs';
import { stampOf } from './stamp-of.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const widget = join(root, 'packages/widget');
const dist = join(widget, 'dist');

/** Shadow roots with adopted style sheets, `:has`, `dvh` and dynamic import: what the widget needs anyway. */
const TARGET = ['chrome108', 'firefox121', 'safari16.4'];

/**
 * Builds the console, then `packages/widget/dist`: `widget.js` (the loader, a classic script), the panel as `wicket-<hash>.js`, a chunk
 * per language, one for the sound and one for `diagnose()`, `refused.js` (see the
 * managed loader of the server), and `manifest.json`. Does nothing when the sources are those of the last build.
 *
 * @typedef {{ bytes: number, gzipBytes: number }} Sizes
 * @typedef {{ stamp: string, 'widget.js': Sizes, chunks: Record<string, Sizes> }} Manifest
 * @returns {Promise<{ built: boolean, manifest: Manifest }>}
 */
export async function build() {
  await buildConsole();
  const stamp = await stampOf([
    join(widget, 'src'),
    fileURLToPath(import.meta.url),
    join(root, 'scripts/name-by-content.mjs'),
    join(widget, 'internal-names.mjs'),
    join(widget, 'package.json'),
    join(root, 'package-lock.json'),
  ]);
  const last = await readManifest();
  if (last?.stamp === stamp) return { built: false, manifest: last };

  const esbuild = await import('esbuild');
  // The loader chooses the short names, since its size matters most; the chunks' file names come into it last.
  const mangleCache = await shortNames(esbuild, 'src/loader.ts');
  const languages = (await readdir(join(widget, 'src/locales'))).map((file) => basename(file, '.ts')).sort();
  const { chunks, chunkEnd } = nameByContent([
    [
      'wicket',
      await bundleChunk(esbuild, 'src/run.ts', mangleCache, [partsFromLoader(), catalogueFiles(languages)]),
    ],
    ['diagnose', await bundleChunk(esbuild, 'src/diagnose.ts', mangleCache)],
    ['sound', await bundleChunk(esbuild, 'src/chime.ts', mangleCache)],
    ...(await Promise.all(
      languages.map(async (name) => [
        name,
        await bundleChunk(esbuild, `src/locales/${name}.ts`, mangleCache),
      ]),
    )),
  ]);
  const define = { CHUNK_END: JSON.stringify(chunkEnd) };
  const loader = await bundleScript(esbuild, 'src/loader.ts', define, mangleCache);
  const refused = await bundleScript(esbuild, 'src/refused.ts', {}, mangleCache);

  await mkdir(dist, { recursive: true });
  // Compressed once, here, as well as can be: the server only picks.
  for (const [name, code] of [...chunks, ['widget.js', loader]]) {
    await put(`${name}.gz`, gzipSync(code, { level: 9 }));
    await put(`${name}.br`, brotliCompressSync(code));
    await put(name, code);
  }
  await put('refused.js', refused);
  const manifest = {
    stamp,
    'widget.js': sizesOf(loader),
    chunks: Object.fromEntries([...chunks].map(([name, code]) => [name, sizesOf(code)])),
  };
  await put('manifest.json', `${JSON.stringify(manifest, null, 2)}\n`);
  await dropAllBut(['widget.js', 'refused.js', 'manifest.json', ...chunks.keys()]);
  return { built: true, manifest };
}

/** Each on its own, so that they share no third file that would be one more request. */
async function bundleChunk(esbuild, source, mangleCache, plugins = []) {
  const version = await versionIn(widget);
  const result = await esbuild.build({
    ...shared(esbuild, plugins),
    entryPoints: [join(widget, source)],
    define: { WIDGET_VERSION: JSON.stringify(version), CHUNK_END: JSON.stringify(CHUNK_END) },
    format: 'esm',
    mangleCache,
  });
  return minify(result.outputFiles[0], true);
}

/** The names that stand for INTERNAL_NAMES in every file of this build. */
async function shortNames(esbuild, source) {
  const { mangleCache } = await esbuild.build({
    ...shared(esbuild),
    entryPoints: [join(widget, source)],
    mangleCache: {},
  });
  return mangleCache;
}

/** A classic script of one file. */
async function bundleScript(esbuild, source, define, mangleCache) {
  const result = await esbuild.build({
    ...shared(esbuild),
    entryPoints: { script: join(widget, source) },
    format: 'iife',
    define,
    mangleCache,
    // Modules are strict anyway; the directive would only be more to download.
    tsconfigRaw: '{}',
  });
  return minify(result.outputFiles[0], false);
}

/** A second pass, by a minifier that finds what esbuild leaves: 2 to 3 % of what is downloaded. */
async function minify({ path, text }, isModule) {
  const { minify: pass } = await import('rolldown/utils');
  const options = { module: isModule, compress: { target: TARGET }, mangle: { toplevel: true } };
  const { code, errors } = await pass(basename(path), text, options);
  if (errors.length > 0) throw new Error(`${path}: ${errors[0].message}`);
  return Buffer.from(code);
}

function shared(esbuild, plugins = []) {
  return {
    absWorkingDir: root,
    outdir: dist,
    bundle: true,
    minify: true,
    write: false,
    target: TARGET,
    charset: 'utf8',
    legalComments: 'none',
    mangleProps: new RegExp(`^(${INTERNAL_NAMES.join('|')})$`),
    plugins: [styleSheetText(esbuild), ...plugins],
  };
}

/** What the loader has in the page already is taken from there: src/from-loader.ts says which. */
function partsFromLoader() {
  const filter = /\/(accent-of|build-element|contrast|memory|read-options|warn)\.ts$/;
  return {
    name: 'parts-from-loader',
    setup: (build) => build.onResolve({ filter }, () => ({ path: join(widget, 'src/from-loader.ts') })),
  };
}

/** The languages that were built, in the place of src/catalogue-files.ts. */
function catalogueFiles(languages) {
  const contents = `export const LANGUAGE = /(?<!\\S)(${languages.join('|')})(?!\\w)/;
    export const CATALOGUE_END = CHUNK_END;`;
  return {
    name: 'catalogue-files',
    setup: (build) => build.onLoad({ filter: /\/catalogue-files\.ts$/ }, () => ({ contents })),
  };
}

/** Style sheets are adopted, not linked: a `.css` import is its minified text. */
function styleSheetText(esbuild) {
  return {
    name: 'style-sheet-text',
    setup(build) {
      build.onLoad({ filter: /\.css$/ }, async ({ path }) => {
        const source = await readFile(path, 'utf8');
        const { code } = await esbuild.transform(source, { loader: 'css', minify: true, target: TARGET });
        // It leaves quotes in selectors that are arguments.
        const css = code.trim().replace(/="(\w+)"]/g, '=$1]');
        return { contents: `export const css = ${JSON.stringify(css)};` };
      });
    },
  };
}

async function versionIn(folder) {
  return JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')).version;
}

/** The server may be reading: a file is there whole or not at all. */
async function put(name, contents) {
  const part = join(dist, `.${name}.${process.pid}`);
  await writeFile(part, contents);
  await rename(part, join(dist, name));
}

/** Leaves the dot files: another build may be writing them. */
async function dropAllBut(names) {
  for (const found of await readdir(dist)) {
    if (!names.includes(found.replace(/\.(gz|br)$/, '')) && !found.startsWith('.'))
      await rm(join(dist, found), { force: true });
  }
}

function sizesOf(code) {
  return { bytes: code.length, gzipBytes: gzipSync(code, { level: 9 }).length };
}

/** @returns {Promise<Manifest | null>} null when there was no build yet, or a file of it is gone */
async function readManifest() {
  const text = await readFile(join(dist, 'manifest.json'), 'utf8').catch(() => 'null');
  const manifest = JSON.parse(text);
  if (!manifest) return null;
  const present = await readdir(dist);
  return ['widget.js.gz', 'refused.js', ...Object.keys(manifest.chunks)].every((name) =>
    present.includes(name),
  )
    ? manifest
    : null;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  ensureInstalled();
  const { built, manifest } = await build();
  const sizes = { 'widget.js': manifest['widget.js'], ...manifest.chunks };
  for (const [name, { bytes, gzipBytes }] of Object.entries(sizes)) {
    console.log(`${built ? 'built' : 'unchanged'}  ${name}  ${bytes} bytes, ${gzipBytes} gzipped`);
  }
}
