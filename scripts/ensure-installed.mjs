import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The repository's root folder, absolute. */
export const root = fileURLToPath(new URL('..', import.meta.url));

/** The Node that the project runs on: pinned as an npm package, so that an older one on the host is enough. */
export const pinnedNode = join(
  root,
  'node_modules',
  'node',
  'bin',
  process.platform === 'win32' ? 'node.exe' : 'node',
);

/**
 * Installs with npm unless node_modules already holds exactly what package-lock.json asks for.
 * Plain JavaScript for Node ≥ 20 without dependencies, since it runs before anything is installed.
 *
 * Ends the process with a message for people when npm fails or leaves no pinned Node behind.
 */
export function ensureInstalled() {
  if (isInstalled()) return;
  console.error('Installing dependencies …');
  const startedMs = Date.now();
  // Not `npm ci`: it refuses a lockfile that lacks another platform's optional binaries, which a registry
  // mirror may not offer. `--no-save` takes the locked versions too and never writes the lockfile.
  const { status, error } = runNpm([
    ...npmBefore(process.versions.node),
    'install',
    '--no-save',
    '--loglevel=error',
    '--include=dev',
    '--include=optional',
  ]);
  if (error || status !== 0) {
    quit(
      `npm install failed (${error ? error.message : `exit code ${status}`}). ` +
        'Check that the npm registry can be reached, then try again.',
    );
  }
  if (!existsSync(pinnedNode)) {
    quit(
      'npm install left no Node in node_modules/node/bin: its install script did not run. ' +
        'Allow install scripts (npm config set ignore-scripts false), remove node_modules and try again.',
    );
  }
  console.error(`Installed in ${((Date.now() - startedMs) / 1000).toFixed(0)} s.`);
}

// npm writes node_modules/.package-lock.json as the last act of an install: comparing it with the lockfile
// notices a changed lockfile and an interrupted install alike, and needs no stamp of our own.
function isInstalled() {
  const installedLock = join(root, 'node_modules', '.package-lock.json');
  if (!existsSync(installedLock) || !existsSync(pinnedNode)) return false;
  const wanted = packagesIn(join(root, 'package-lock.json'));
  const installed = packagesIn(installedLock);
  return Object.entries(wanted).every(([path, { version, optional }]) => {
    if (path === '') return true;
    const found = installed[path];
    return found ? found.version === version : optional === true;
  });
}

/**
 * What stands before npm's own arguments. npm leaves out optional packages that do not name the Node it runs on, and
 * the native parts of the tools name 20.19, 22.12 and newer: on others it runs on the pinned Node. As a newer npm,
 * since that of Node 20.0 never finds out that a Linux has glibc, and leaves out what asks for it.
 *
 * @param {string} version of this Node
 * @returns {string[]}
 */
export function npmBefore(version) {
  const [major, minor] = version.split('.').map(Number);
  if (major > 22 || (major === 22 && minor >= 12) || (major === 20 && minor >= 19)) return [];
  const pinned = packagesIn(join(root, 'package-lock.json'))['node_modules/node'].version;
  return ['exec', '--yes', `--package=node@${pinned}`, '--package=npm@11', '--', 'npm'];
}

/** @returns {Record<string, { version?: string, optional?: boolean }>} */
function packagesIn(lockfile) {
  return JSON.parse(readFileSync(lockfile, 'utf8')).packages;
}

function runNpm(args) {
  const options = { cwd: root, stdio: ['ignore', 2, 2] };
  const npmCli = process.env.npm_execpath;
  // Under `npm start` npm tells where its own script is; without it Windows needs a shell to find npm.cmd.
  return npmCli?.endsWith('.js')
    ? spawnSync(process.execPath, [npmCli, ...args], options)
    : spawnSync('npm', args, { ...options, shell: process.platform === 'win32' });
}

function quit(message) {
  console.error(message);
  process.exit(1);
}
