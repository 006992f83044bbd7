import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import process from 'node:process';
import { after, before, describe, it } from 'node:test';
import { PASSWORD } from './support/browser.ts';
import { totpCode } from './support/totp.ts';

const SOURCE = resolve(import.meta.dirname, '../src');
const EMAIL = 'first@example.com';

describe('the first owner of an instance, as a person at a terminal meets it', () => {
  let dataDir: string;
  let server: Running;
  before(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'wicketgate-owner-'));
    server = await startServer(dataDir, 'setup?token=');
  });
  after(async () => {
    await server.stop();
    await rm(dataDir, { recursive: true, force: true });
  });

  it('the start prints one link, to standard output and not as a log line', () => {
    const lines = server
      .output()
      .split('\n')
      .filter((line) => line.includes('setup?token='));
    assert.equal(lines.length, 1);
    assert.match(lines[0] ?? '', /http:\/\/localhost:\d+\/console\/setup\?token=cbt_[\w-]{43}$/);
    assert.doesNotMatch(lines[0] ?? '', /^\{/);
  });

  it('the link makes the owner', async () => {
    const token = /token=([\w-]+)/.exec(server.output())?.[1];
    const body = { token, name: 'Fay', email: EMAIL, password: PASSWORD, organizationName: 'Fay’s' };
    const made = await post(`${server.url}/api/v1/setup`, body);
    assert.equal(made.status, 201);
    await server.stop();
    server = await startServer(dataDir);
  });

  it('whoever has the machine gets a reset link without mail, while the server runs; it works once', async () => {
    const { code, output } = await run('reset-owner.ts', [EMAIL.toUpperCase()], dataDir);
    assert.equal(code, 0, output);
    const token = new URL(/http\S+/.exec(output)?.[0] ?? '').searchParams.get('token');
    const newPassword = 'an entirely new sentence';
    const reset = () => post(`${server.url}/api/auth/reset-password`, { token, newPassword });
    assert.equal((await reset()).status, 200);
    assert.equal((await reset()).status, 400);
    const signIn = (password: string) =>
      post(`${server.url}/api/auth/sign-in/email`, { email: EMAIL, password });
    assert.equal((await signIn(PASSWORD)).status, 401);
    assert.equal((await signIn(newPassword)).status, 200);
  });

  it('and is told whether there was an authenticator app to take off', async () => {
    const { code, output } = await run('reset-owner.ts', ['--totp', EMAIL], dataDir);
    assert.equal(code, 0, output);
    assert.match(output, /token=/);
    assert.match(output, /There was no authenticator app/);
  });

  it('the link that comes with taking the app off works', async () => {
    const auth = `${server.url}/api/auth`;
    const password = 'an entirely new sentence';
    const signIn = () => post(`${auth}/sign-in/email`, { email: EMAIL, password });
    const cookie = cookiesOf(await signIn());
    const enabled = await post(`${auth}/two-factor/enable`, { password }, cookie);
    const { totpURI } = (await enabled.json()) as { totpURI: string };
    const verified = await post(`${auth}/two-factor/verify-totp`, { code: totpCode(totpURI) }, cookie);
    assert.equal(verified.status, 200);
    assert.match(await (await signIn()).text(), /twoFactorRedirect/);
    const { output } = await run('reset-owner.ts', ['--totp', EMAIL], dataDir);
    assert.match(output, /The authenticator app is off/);
    const token = new URL(/http\S+/.exec(output)?.[0] ?? '').searchParams.get('token');
    assert.equal((await post(`${auth}/reset-password`, { token, newPassword: password })).status, 200);
    assert.doesNotMatch(await (await signIn()).text(), /twoFactorRedirect/);
  });

  const mistakes: readonly [reason: string, args: string[], sentence: RegExp][] = [
    ['an unknown address makes no link', ['nobody@example.com'], /no account/],
    ['an address is needed', [], /say whose password/],
    ['an option that is none is not taken for an address', ['--all', EMAIL], /--all/],
  ];
  for (const [reason, args, sentence] of mistakes) {
    it(reason, async () => {
      const { code, output } = await run('reset-owner.ts', args, dataDir);
      assert.equal(code, 1);
      assert.match(output, sentence);
      assert.doesNotMatch(output, /token=/);
    });
  }

  it('where there is no store none is made: the settings are not those of the server', async () => {
    const elsewhere = join(dataDir, 'elsewhere');
    const { code, output } = await run('reset-owner.ts', [EMAIL], elsewhere);
    assert.equal(code, 1);
    assert.match(output, /no store at .*elsewhere.*DATA_DIR/);
    assert.equal(existsSync(elsewhere), false);
  });

  it('a start after that prints no link', async () => {
    await server.stop();
    assert.ok(server.output().includes('"stopping"'), 'it had started completely');
    assert.ok(!server.output().includes('token='));
  });
});

interface Running {
  readonly url: string;
  output(): string;
  stop(): Promise<void>;
}

function environment(dataDir: string, port = '0'): NodeJS.ProcessEnv {
  return { PATH: process.env['PATH'], DATA_DIR: dataDir, PORT: port, RATE_LIMITS: 'off' };
}

/** @param awaited what it must have printed beside the port to count as started */
async function startServer(dataDir: string, awaited = ''): Promise<Running> {
  const child = spawn(process.execPath, [join(SOURCE, 'main.ts')], {
    env: environment(dataDir),
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  const ready = new Promise<number>((resolvePort, reject) => {
    child.stdout.on('data', (chunk: Buffer) => {
      output += chunk.toString();
      const port = /"port":(\d+)/.exec(output)?.[1];
      if (port !== undefined && output.includes(awaited)) resolvePort(Number(port));
    });
    child.once('exit', () => reject(new Error(`the server ended: ${output}`)));
  });
  const url = `http://127.0.0.1:${await ready}`;
  return {
    url,
    output: () => output,
    stop: async () => {
      child.kill('SIGTERM');
      if (child.exitCode === null) await once(child, 'close');
    },
  };
}

async function run(
  file: string,
  args: string[],
  dataDir: string,
): Promise<{ code: number | null; output: string }> {
  const child: ChildProcess = spawn(process.execPath, [join(SOURCE, file), ...args], {
    env: environment(dataDir),
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (chunk: Buffer) => {
      output += chunk.toString();
    });
  }
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, output };
}

function post(url: string, body: unknown, cookie?: string): Promise<Response> {
  // Where PUBLIC_URL is not set it is made of PORT.
  const origin = 'http://localhost:0';
  const headers = { 'content-type': 'application/json', ...(cookie && { cookie, origin }) };
  return fetch(url, { method: 'POST', headers, body: JSON.stringify(body) });
}

function cookiesOf(answer: Response): string {
  return answer.headers
    .getSetCookie()
    .map((cookie) => cookie.split(';')[0])
    .join('; ');
}
