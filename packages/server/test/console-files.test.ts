import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { startInstance, type TestInstance } from './support/test-instance.ts';

const PAGE =
  '<!doctype html><meta name="csp-nonce" content="{{nonce}}"><script src="/console/assets/first-abc.js"></script>';

describe('the console as it is served', () => {
  let folder: string;
  let instance: TestInstance;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'wicketgate-console-'));
    await mkdir(join(folder, 'assets'));
    await writeFile(join(folder, 'index.html'), PAGE);
    await writeFile(join(folder, 'favicon.svg'), '<svg xmlns="http://www.w3.org/2000/svg"/>');
    await writeFile(join(folder, 'preview.html'), '<!doctype html><title>Preview</title>');
    await writeFile(join(folder, 'assets/first-abc.js'), 'globalThis.started = true;');
    await writeFile(join(folder, 'assets/first-abc.js.map'), '{}');
    instance = await startInstance('sqlite', {
      consoleFolder: folder,
      publicUrl: 'https://chat.example.com',
    });
  });
  after(async () => {
    await instance.close();
    await rm(folder, { recursive: true, force: true });
  });
  const get = (path: string) => instance.call('GET', path, { key: null });

  for (const path of ['/console', '/console/', '/console/chatbots/bot_1/install?type=website']) {
    it(`${path} is a page, with a policy of its own`, async () => {
      const { status, headers, text } = await get(path);
      assert.equal(status, 200);
      assert.match(headers.get('content-type') ?? '', /^text\/html/);
      const policy = headers.get('content-security-policy') ?? '';
      const nonce = /'nonce-([^']+)'/.exec(policy)?.[1] as string;
      assert.ok(text.includes(`content="${nonce}"`));
      assert.equal(
        policy,
        `default-src 'none'; script-src 'self'; style-src 'self' 'nonce-${nonce}'; img-src 'self' data: https:; connect-src 'self'; font-src 'self'; form-action 'self'; base-uri 'none'; frame-src 'self'; frame-ancestors 'none'`,
      );
      assert.equal(headers.get('cache-control'), 'no-store');
      assert.equal(headers.get('x-content-type-options'), 'nosniff');
      assert.equal(headers.get('referrer-policy'), 'no-referrer');
      assert.match(headers.get('strict-transport-security') ?? '', /^max-age=\d{8}/);
      assert.equal(headers.get('access-control-allow-origin'), null);
    });
  }

  it('the page of the live preview may stand in a page of ours, and nothing else may', async () => {
    const policyOf = async (path: string) => (await get(path)).headers.get('content-security-policy') ?? '';
    const preview = await policyOf('/console/preview.html');
    assert.match(preview, /frame-ancestors 'self'$/);
    assert.match(preview, /^default-src 'none'; script-src 'self'; style-src 'self';/);
    assert.match(await policyOf('/console/favicon.svg'), /frame-ancestors 'none'$/);
  });

  it('no nonce is used twice', async () => {
    const pages = await Promise.all(Array.from({ length: 20 }, () => get('/console')));
    assert.equal(new Set(pages.map(({ headers }) => headers.get('content-security-policy'))).size, 20);
  });

  const files: readonly [reason: string, path: string, status: number, cache: RegExp][] = [
    ['a file with its hash in the name never changes', '/console/assets/first-abc.js', 200, /immutable/],
    ['a file without one is looked at again soon', '/console/favicon.svg', 200, /max-age=300/],
    ['a chunk of an older build is gone, not a page', '/console/assets/first-old.js', 404, /no-store/],
    ['sources stay at home', '/console/assets/first-abc.js.map', 404, /no-store/],
    ['the page under its file name has no unfilled nonce', '/console/index.html', 200, /no-store/],
  ];
  for (const [reason, path, status, cache] of files) {
    it(reason, async () => {
      const answer = await get(path);
      assert.equal(answer.status, status);
      assert.match(answer.headers.get('cache-control') ?? '', cache);
      assert.ok(!answer.text.includes('{{nonce}}'));
      assert.equal(answer.headers.get('x-content-type-options'), 'nosniff');
    });
  }

  it('nothing outside the folder is served', async () => {
    for (const path of ['/console/..%2f..%2fpackage.json', '/console/assets/..%2findex.html']) {
      const { text } = await get(path);
      assert.ok(!text.includes('{{nonce}}') && !text.includes('"workspaces"'));
    }
  });

  it('where the console is not built there is none', async () => {
    const bare = await startInstance('sqlite');
    try {
      assert.equal((await bare.call('GET', '/console', { key: null })).json.code, 'not_found');
    } finally {
      await bare.close();
    }
  });
});
