import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const root = fileURLToPath(new URL('..', import.meta.url));
const cache = join(root, 'node_modules', '.cache', 'wicketgate');

/** The package unpacks into the system's temporary folder under fixed names, and only on the cloud service that
 * it is made for the libraries that a bare machine lacks; both hang on these two variables. */
const unpack = `
  const { default: chromium } = await import('@sparticuz/chromium');
  await chromium.executablePath();
`;
const cloudService = 'AWS_Lambda_nodejs22.x';

/**
 * Unpacks npm `@sparticuz/chromium` with its libraries and fonts, once per version, into node_modules/.cache.
 *
 * @returns the program and the variables it must run with
 */
export async function inflateNpmChromium(): Promise<{ path: string; env: Record<string, string> }> {
  const folder = join(cache, `chromium-${await packageVersion()}`);
  if (!existsSync(folder)) await inflateInto(folder);
  return {
    path: join(folder, 'chromium'),
    env: { LD_LIBRARY_PATH: join(folder, 'al2023', 'lib'), FONTCONFIG_PATH: join(folder, 'fonts') },
  };
}

async function inflateInto(folder: string): Promise<void> {
  await mkdir(cache, { recursive: true });
  const staging = await mkdtemp(join(cache, 'unpacking-'));
  const env = { ...process.env, TMPDIR: staging, AWS_EXECUTION_ENV: cloudService };
  try {
    await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', unpack], {
      cwd: root,
      env,
    });
    // The package's own list of font folders names only the places of that cloud service.
    await writeFile(join(staging, 'fonts', 'fonts.conf'), fontsConfig(join(folder, 'fonts')));
    await rename(staging, folder);
  } catch (error) {
    await rm(staging, { recursive: true, force: true });
    // Another run was quicker: its folder appeared whole, by a rename.
    if (!existsSync(folder)) throw error;
  }
}

function fontsConfig(folder: string): string {
  return `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>${folder}</dir>
  <dir>/usr/share/fonts</dir>
  <cachedir>${folder}/cache</cachedir>
</fontconfig>
`;
}

async function packageVersion(): Promise<string> {
  const entry = fileURLToPath(import.meta.resolve('@sparticuz/chromium'));
  return JSON.parse(await readFile(join(dirname(entry), '..', 'package.json'), 'utf8')).version;
}
