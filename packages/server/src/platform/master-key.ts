import { randomBytes } from 'node:crypto';
import { link, mkdir, open, readFile, rm, stat } from 'node:fs/promises';
import { platform } from 'node:os';
import { join } from 'node:path';

const FILE_NAME = 'master.key';
const KEY_BYTES = 32;

/**
 * Finds the master key: from the setting, else from its file in the data folder, else makes one in a new folder.
 *
 * @param configured base64 of 32 bytes, or null
 * @param hasData whether the store holds data already: then a missing key is an error, never an occasion for a new one
 * @returns the key, 32 bytes
 * @throws Error when it is no key, when others may read its file, or when it is missing although it should be there
 */
export async function loadMasterKey(
  configured: string | null,
  dataDir: string,
  hasData: () => Promise<boolean>,
): Promise<Buffer> {
  if (configured !== null) {
    return decode(
      configured,
      'WICKET_MASTER_KEY must be 32 bytes in base64 (make one with: openssl rand -base64 32)',
    );
  }
  const path = join(dataDir, FILE_NAME);
  const existing = await readExisting(path);
  if (existing !== null) return existing;
  if (await hasData()) {
    // Another process that started together with this one may have made both the key and the data since we looked.
    const late = await readExisting(path);
    if (late !== null) return late;
    throw new Error(
      `the master key is missing (${FILE_NAME} in DATA_DIR, or WICKET_MASTER_KEY) but the store holds data that only it can read: restore the key`,
    );
  }
  return createKey(path, dataDir);
}

async function readExisting(path: string): Promise<Buffer | null> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
  const { mode } = await stat(path);
  if (platform() !== 'win32' && (mode & 0o077) !== 0) {
    throw new Error(`${FILE_NAME} can be read by other users of this machine: run chmod 600 on it`);
  }
  return decode(
    text.trim(),
    `${FILE_NAME} must be 32 bytes in base64: restore it from its backup (with a new store, remove it and start again)`,
  );
}

async function createKey(path: string, dataDir: string): Promise<Buffer> {
  await mkdir(dataDir, { recursive: true, mode: 0o700 });
  const key = randomBytes(KEY_BYTES);
  const draft = `${path}.${randomBytes(6).toString('hex')}`;
  const file = await open(draft, 'wx', 0o600);
  try {
    await file.writeFile(`${key.toString('base64')}\n`);
    await file.sync();
  } finally {
    await file.close();
  }
  try {
    // A link fails where the file exists: of two processes that start together, one key wins and both use it.
    await link(draft, path);
    await syncFolder(dataDir);
    return key;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    return (await readExisting(path)) as Buffer;
  } finally {
    await rm(draft);
  }
}

/** So that after a power cut the key is as sure to be there as what was encrypted with it. */
async function syncFolder(path: string): Promise<void> {
  if (platform() === 'win32') return;
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

function decode(text: string, complaint: string): Buffer {
  const key = Buffer.from(text, 'base64');
  if (!/^[A-Za-z0-9+/]{43}=$/.test(text) || key.length !== KEY_BYTES) throw new Error(complaint);
  return key;
}
