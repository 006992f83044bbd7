import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chmod, mkdtemp, readdir, readFile, rm, stat, unlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { pino } from 'pino';
import { type Postgres, startPostgres } from '../../../test-support/postgres.ts';
import { type Instance, openInstance } from '../src/open-instance.ts';
import { loadMasterKey } from '../src/platform/master-key.ts';
import { ENGINES, type Engine } from './support/test-instance.ts';

const logger = pino({ level: 'silent' });
const folders: string[] = [];

async function newFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'wicketgate-key-'));
  folders.push(folder);
  return folder;
}

after(async () => {
  for (const folder of folders) await rm(folder, { recursive: true, force: true });
});

const empty = async (): Promise<boolean> => false;
const full = async (): Promise<boolean> => true;
const base64 = randomBytes(32).toString('base64');

describe('the file of the master key', () => {
  it('is made at the first start, readable by its owner alone, and nothing else is left', async () => {
    const folder = join(await newFolder(), 'made', 'too');
    const key = await loadMasterKey(null, folder, empty);
    assert.equal(key.length, 32);
    assert.deepEqual(await readdir(folder), ['master.key']);
    assert.equal((await stat(join(folder, 'master.key'))).mode & 0o777, 0o600);
    assert.equal((await stat(folder)).mode & 0o777, 0o700);
    assert.deepEqual(await loadMasterKey(null, folder, full), key, 'the next start reads it');
  });

  it('is one, however many processes start at once', async () => {
    const folder = await newFolder();
    const keys = await Promise.all(Array.from({ length: 20 }, () => loadMasterKey(null, folder, empty)));
    assert.equal(new Set(keys.map((key) => key.toString('hex'))).size, 1);
    assert.deepEqual(await readdir(folder), ['master.key']);
  });

  it('may appear together with the data while this process looks: another one was faster', async () => {
    const folder = await newFolder();
    let made: Buffer | null = null;
    const key = await loadMasterKey(null, folder, async () => {
      made = await loadMasterKey(null, folder, empty);
      return true;
    });
    assert.deepEqual(key, made);
  });

  it('is not needed where the setting gives the key, and none is made', async () => {
    const folder = await newFolder();
    assert.equal((await loadMasterKey(base64, folder, empty)).toString('base64'), base64);
    assert.deepEqual(await readdir(folder), []);
  });
});

describe('a master key that is refused', () => {
  for (const mode of [0o640, 0o604, 0o660, 0o620]) {
    it(`others may use the file (mode ${mode.toString(8)})`, async () => {
      const folder = await newFolder();
      await writeFile(join(folder, 'master.key'), base64);
      await chmod(join(folder, 'master.key'), mode);
      await assert.rejects(loadMasterKey(null, folder, full), /chmod 600/);
    });
  }

  const rows: readonly [reason: string, text: string][] = [
    ['empty', ''],
    ['31 bytes', randomBytes(31).toString('base64')],
    ['33 bytes', randomBytes(33).toString('base64')],
    ['hexadecimal', randomBytes(32).toString('hex')],
    ['no padding', base64.slice(0, -1)],
    ['a blank in it', `${base64.slice(0, 10)} ${base64.slice(10)}`],
    ['text', 'correct horse battery staple'],
  ];
  for (const [reason, text] of rows) {
    it(`${reason}, and the message does not quote it`, async () => {
      const folder = await newFolder();
      await writeFile(join(folder, 'master.key'), text, { mode: 0o600 });
      const quotesNothing = (error: Error): boolean =>
        /must be 32 bytes in base64/.test(error.message) && (text === '' || !error.message.includes(text));
      await assert.rejects(loadMasterKey(null, folder, empty), quotesNothing);
      if (text !== '') await assert.rejects(loadMasterKey(text, folder, empty), quotesNothing);
    });
  }

  it('in its file, where a new one could read nothing of what there is, with no word of making one', async () => {
    const folder = await newFolder();
    await writeFile(join(folder, 'master.key'), 'cut', { mode: 0o600 });
    await assert.rejects(loadMasterKey(null, folder, full), ({ message }: Error) => {
      assert.match(message, /restore it from its backup/);
      assert.doesNotMatch(message, /openssl/);
      return true;
    });
  });

  it('missing over existing data, and none is made in its place', async () => {
    const folder = await newFolder();
    await assert.rejects(loadMasterKey(null, folder, full), /restore the key/);
    assert.deepEqual(await readdir(folder), []);
  });
});

for (const engine of ENGINES) {
  describe(`an instance and its master key on ${engine}`, () => {
    let postgres: Postgres | null = null;
    before(async () => {
      if (engine === 'postgres') postgres = await startPostgres();
    });
    after(() => postgres?.stop());

    async function newPlace(): Promise<{ dataDir: string; databaseUrl: string | null }> {
      return { dataDir: await newFolder(), databaseUrl: await databaseUrl(engine, postgres) };
    }

    function open(place: { dataDir: string; databaseUrl: string | null }, masterKey: string | null = null) {
      return openInstance({ ...place, masterKey, adminToken: null }, logger);
    }

    async function closed(opening: Promise<Instance>): Promise<string> {
      const { store, vault } = await opening;
      await store.close();
      return vault.keyId;
    }

    it('starts again with the key it was made with', async () => {
      const place = await newPlace();
      assert.equal(await closed(open(place)), await closed(open(place)));
    });

    it('given the key, makes a folder for no more than the database', async () => {
      const place = await newPlace();
      const dataDir = join(place.dataDir, 'never', 'made');
      await closed(open({ ...place, dataDir }, base64));
      assert.equal(existsSync(dataDir), engine === 'sqlite');
    });

    it('refuses to start when the file is gone, and makes no new one', async () => {
      const place = await newPlace();
      await closed(open(place));
      await unlink(join(place.dataDir, 'master.key'));
      await assert.rejects(open(place), /restore the key/);
      assert.ok(!(await readdir(place.dataDir)).includes('master.key'));
    });

    it('refuses to start under another key, and remembers the right one', async () => {
      const place = await newPlace();
      const keyId = await closed(open(place));
      await assert.rejects(open(place, base64), /not the master key/);
      assert.equal(await closed(open(place)), keyId);
    });

    it('accepts its key from the setting once the file is gone', async () => {
      const place = await newPlace();
      const keyId = await closed(open(place));
      const file = join(place.dataDir, 'master.key');
      const text = (await readFile(file, 'utf8')).trim();
      await unlink(file);
      assert.equal(await closed(open(place, text)), keyId);
    });

    it('agrees on one key when two processes start together on nothing', async () => {
      const place = await newPlace();
      const [one, two] = await Promise.all([closed(open(place)), closed(open(place))]);
      assert.equal(one, two);
    });
  });
}

async function databaseUrl(engine: Engine, postgres: Postgres | null): Promise<string | null> {
  return engine === 'postgres' ? ((await postgres?.createDatabase('master_key')) ?? null) : null;
}
