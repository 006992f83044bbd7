import { spawn } from 'node:child_process';
import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { pinnedNode } from './ensure-installed.mjs';
import { stampOf } from './stamp-of.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const folder = join(root, 'packages/console');
const dist = join(folder, 'dist');

/** What ends up in the console, and what builds it. */
const SOURCES = [
  'packages/console/src',
  'packages/console/public',
  'packages/console/index.html',
  'packages/console/vite.config.ts',
  'packages/client/src',
  'packages/core/src',
  'scripts/build-console.mjs',
  'package-lock.json',
];

/**
 * Builds `packages/console/dist`, which the server serves at /console. Does nothing when the sources are those of the
 * last build.
 *
 * @returns {Promise<{ built: boolean }>}
 */
export async function buildConsole() {
  const stamp = await stampOf(SOURCES.map((path) => join(root, path)));
  const last = await readFile(join(dist, '.stamp'), 'utf8').catch(() => null);
  if (last === stamp) return { built: false };

  // Built beside and moved into place: a running server finds the old console or the new one, never half of one.
  const fresh = join(folder, 'node_modules', `.dist-${process.pid}`);
  const old = join(folder, 'node_modules', `.old-dist-${process.pid}`);
  await runVite(fresh);
  await writeFile(join(fresh, '.stamp'), stamp);
  await rename(dist, old).catch((error) => {
    if (error.code !== 'ENOENT') throw error;
  });
  await rename(fresh, dist);
  await rm(old, { recursive: true, force: true });
  return { built: true };
}

/** On the pinned Node, since Vite asks for a newer one than the host may have. */
function runVite(outDir) {
  const vite = join(root, 'node_modules/vite/bin/vite.js');
  const args = [vite, 'build', folder, '--outDir', outDir, '--emptyOutDir', '--logLevel', 'warn'];
  const child = spawn(pinnedNode, args, { cwd: root, stdio: 'inherit' });
  return new Promise((done, fail) => {
    child.on('error', fail);
    child.on('exit', (code) => (code === 0 ? done() : fail(new Error(`vite build ended with ${code}`))));
  });
}
