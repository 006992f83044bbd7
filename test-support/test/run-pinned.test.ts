import assert from 'node:assert/strict';
import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';

const folder = await mkdtemp(join(tmpdir(), 'wicketgate-pinned-'));
after(() => rm(folder, { recursive: true }));

const rows = [
  { reason: 'an exit code is passed on', program: 'process.exit(7)', code: 7 },
  {
    reason: 'SIGTERM is passed on, and the program decides how it ends',
    program: "process.on('SIGTERM', () => process.exit(5)); setInterval(() => {}, 1000); console.log('up');",
    signal: 'SIGTERM',
    code: 5,
  },
  {
    reason: 'a program that a signal ended gives 128 + its number, as a shell does',
    program: "setInterval(() => {}, 1000); console.log('up');",
    signal: 'SIGTERM',
    code: 143,
  },
] as const;

for (const row of rows) {
  test(`runPinned: ${row.reason}`, async () => {
    const child = await startPinned(row.program, {});
    const ended = once(child, 'exit');
    if ('signal' in row) {
      await once(child.stdout as NodeJS.EventEmitter, 'data');
      child.kill(row.signal);
    }
    assert.deepEqual(await ended, [row.code, null]);
  });
}

test('runPinned: under npm, the program ends when npm is gone', async () => {
  const child = await startPinned("setInterval(() => {}, 1000); console.log('up');", {
    npm_lifecycle_event: 'start',
    BELOW_A_SHELL: '1',
  });
  const output = child.stdout as NodeJS.EventEmitter;
  await once(output, 'data');
  child.kill('SIGKILL');
  // The pipe closes when the last process that holds it has ended: the program, not only its parents.
  await once(output, 'close');
});

async function startPinned(program: string, env: Record<string, string>): Promise<ChildProcess> {
  const file = join(folder, `${randomUUID()}.mjs`);
  await writeFile(file, program);
  const door = join(folder, `${randomUUID()}.mjs`);
  const runPinned = import.meta.resolve('../../scripts/run-pinned.mjs');
  await writeFile(door, `import { runPinned } from '${runPinned}'; runPinned(['${file}']);`);
  const options: SpawnOptions = { env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'inherit'] };
  // `wait` keeps the shell between us and the program, where npm's own would be.
  return env['BELOW_A_SHELL']
    ? spawn('/bin/sh', ['-c', '"$0" "$1" & wait', process.execPath, door], options)
    : spawn(process.execPath, [door], options);
}
