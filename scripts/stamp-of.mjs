import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');

/**
 * What a build was made from, as 16 hex digits: a digest over the contents, not the times, which a fresh clone scatters.
 *
 * @param {string[]} paths files and folders, absolute
 */
export async function stampOf(paths) {
  const hash = createHash('sha256');
  for (const path of paths) {
    for (const file of await filesUnder(path))
      hash.update(`${relative(root, file)}\0`).update(await readFile(file));
  }
  return hash.digest('hex').slice(0, 16);
}

/** Goes down by hand: Node 20.0 does not tell of an entry found by `recursive` which folder it is in. */
async function filesUnder(path) {
  const entries = await readdir(path, { withFileTypes: true }).catch((error) => {
    if (error.code === 'ENOTDIR') return null;
    throw error;
  });
  if (!entries) return [path];
  const below = await Promise.all(
    entries
      .filter((entry) => entry.isFile() || entry.isDirectory())
      .map((entry) => filesUnder(join(path, entry.name))),
  );
  return below.flat().sort();
}
