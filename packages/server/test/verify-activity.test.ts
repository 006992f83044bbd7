import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import process from 'node:process';
import { after, before, describe, it } from 'node:test';
import { addChatbot } from './support/deployed.ts';
import { ENGINES, startInstance, type TestAnswer, type TestInstance } from './support/test-instance.ts';

const COMMAND = resolve(import.meta.dirname, '../src/verify-activity.ts');

for (const engine of ENGINES) {
  describe(`the command for whoever was handed an export, on ${engine}`, () => {
    let instance: TestInstance;
    let keyFile: string;
    before(async () => {
      instance = await startInstance(engine);
      for (let count = 0; count < 3; count += 1) await addChatbot(instance);
      keyFile = await file('key.pem', (await get('/verification')).json.publicKey);
    });
    after(() => instance.close());

    const get = async (path: string): Promise<TestAnswer> => {
      const answer = await instance.call('GET', `/api/v1/activity${path}`);
      assert.equal(answer.status, 200, answer.text);
      return answer;
    };
    const file = async (name: string, text: string): Promise<string> => {
      const path = join(instance.dataDir, name);
      await writeFile(path, text);
      return path;
    };

    it('says that it is whole, and that without a checkpoint it does not know of the end', async () => {
      const { code, output } = await run([
        await file('whole.jsonl', (await get('/export')).text),
        '--public-key',
        keyFile,
      ]);
      assert.equal(code, 0, output);
      const { length } = (await get('?limit=1000')).json.data;
      assert.match(output, new RegExp(`^Whole: ${length} events of org_`));
      assert.match(output, /No checkpoint was given/);
    });

    it('takes a line separator in a name for no end of a line', async () => {
      await addChatbot(instance, { name: 'Two\u2028lines and a\u2029paragraph' });
      const path = await file('separators.jsonl', (await get('/export')).text);
      const { code, output } = await run([path, '--public-key', keyFile]);
      assert.equal(code, 0, output);
    });

    it('names the first event that was changed', async () => {
      const lines = (await get('/export')).text.split('\n');
      const event = JSON.parse(lines[2] ?? '');
      lines[2] = JSON.stringify({ ...event, actor: { ...event.actor, id: 'key_other' } });
      const path = await file('edited.jsonl', lines.join('\n'));
      const { code, output } = await run([path, '--public-key', keyFile]);
      assert.equal(code, 1, output);
      assert.match(output, new RegExp(`First bad: ${event.id} at place 3: hash_mismatch`));
    });

    const misleading: readonly [reason: string, edit: (line: string) => string][] = [
      [
        'a field twice, of which people may read the first',
        (line) => `{"action":"chatbot.deleted",${line.slice(1)}`,
      ],
      ['a field that no hash covers', (line) => `${line.slice(0, -1)},"approvedBy":"the board"}`],
    ];
    for (const [reason, edit] of misleading) {
      it(`names an event with ${reason}`, async () => {
        const lines = (await get('/export')).text.split('\n');
        const { id } = JSON.parse(lines[2] ?? '');
        lines[2] = edit(lines[2] ?? '');
        const path = await file('misleading.jsonl', lines.join('\n'));
        const { code, output } = await run([path, '--public-key', keyFile]);
        assert.equal(code, 1, output);
        assert.match(output, new RegExp(`First bad: ${id} at place 3: unreadable`));
      });
    }

    it('shows nothing that has a terminal say something else', async () => {
      const id = '\u001b[2J\u009b2J\rWhole: 7 events';
      const path = await file('spoken.jsonl', `${JSON.stringify({ id })}\n`);
      for (const args of [[path], [keyFile, '--checkpoint', path]]) {
        const { code, output } = await run([...args, '--public-key', keyFile]);
        assert.notEqual(code, 0);
        assert.doesNotMatch(output.replaceAll('\n', ''), /\p{Cc}|Whole/u);
      }
    });

    it('finds a cut end against a checkpoint, as the API answered it or only the inside', async () => {
      const { checkpoint: note } = (await instance.call('POST', '/api/v1/activity/checkpoints')).json;
      const { text } = await get('/export');
      const whole = await file('with-end.jsonl', text);
      const cut = await file('cut.jsonl', text.trimEnd().split('\n').slice(0, -1).join('\n'));
      for (const content of [note, { checkpoint: note }]) {
        const noteFile = await file('checkpoint.json', JSON.stringify(content));
        const args = ['--public-key', keyFile, '--checkpoint', noteFile];
        assert.equal((await run([whole, ...args])).code, 0);
        const { code, output } = await run([cut, ...args]);
        assert.equal(code, 1, output);
        assert.match(output, /tail_missing/);
      }
    });

    const mistakes: readonly [reason: string, args: () => string[], sentence: RegExp][] = [
      ['no file', () => ['--public-key', keyFile], /npm run verify-activity/],
      ['no public key', () => [COMMAND], /npm run verify-activity/],
      ['a file that is not there', () => ['/nowhere.jsonl', '--public-key', keyFile], /ENOENT/],
      ['a public key that is none', () => [COMMAND, '--public-key', COMMAND], /./],
      [
        'a checkpoint that is none',
        () => [keyFile, '--public-key', keyFile, '--checkpoint', resolve(COMMAND, '../../package.json')],
        /no checkpoint/,
      ],
    ];
    for (const [reason, args, sentence] of mistakes) {
      it(`cannot tell: ${reason}`, async () => {
        const { code, output } = await run(args());
        assert.equal(code, 2, output);
        assert.match(output, sentence);
      });
    }
  });
}

/** The command as npm runs it, but for npm. */
async function run(args: readonly string[]): Promise<{ code: number; output: string }> {
  const child = spawn(process.execPath, [COMMAND, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk));
  const [code] = await once(child, 'close');
  return { code, output };
}
