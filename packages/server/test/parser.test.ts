import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { setImmediate } from 'node:timers/promises';
import type { ErrorCode } from '@wicketgate/core';
import { assertNothingTold } from './support/assert-nothing-told.ts';
import { assertProblem } from './support/assert-problem.ts';
import { deploy, SITE } from './support/deployed.ts';
import { exchangeRaw, type RawOptions } from './support/raw-connection.ts';
import { storedRows } from './support/stored-rows.ts';
import { startInstance, type TestInstance } from './support/test-instance.ts';

const HOST = 'Host: localhost\r\n';
const JSON_TYPE = 'Content-Type: application/json\r\n';
const BODY = '{"name":"x"}';
const LENGTH = `Content-Length: ${BODY.length}\r\n`;
const GOOD = `GET /healthz HTTP/1.1\r\n${HOST}\r\n`;
const UTF8_LINE = Buffer.from(`GET /caf\u00e9 HTTP/1.1\r\n${HOST}\r\n`);

// Nothing here reaches a database, whichever it is.
describe('what the HTTP parser rejects', () => {
  let instance: TestInstance;
  let untouched: Record<string, readonly string[]>;
  before(async () => {
    instance = await startInstance('sqlite');
    untouched = await storedRows(instance);
  });
  after(() => instance.close());

  const get = (fields: string, target = '/healthz') => `GET ${target} HTTP/1.1\r\n${HOST}${fields}\r\n`;
  const post = (fields: string, body: string) =>
    `POST /api/v1/chatbots HTTP/1.1\r\n${HOST}Authorization: Bearer ${instance.ownerKey}\r\n${JSON_TYPE}${fields}\r\n${body}`;

  type Row = { bytes: () => string | Buffer; code?: ErrorCode; options?: RawOptions };
  const rejected: Record<string, Row> = {
    'no HTTP at all': { bytes: () => 'hello world\r\n\r\n' },
    'a TLS hello on the plain port': { bytes: () => Buffer.from([22, 3, 1, 2, 0, 1, 0, 1, 0xfc, 3, 3]) },
    'the preface of HTTP/2': { bytes: () => 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n' },
    'HTTP/3.0': { bytes: () => `GET / HTTP/3.0\r\n${HOST}\r\n` },
    'HTTP/1.2, which does not exist': { bytes: () => `GET / HTTP/1.2\r\n${HOST}\r\n` },
    'a method in lower case': { bytes: () => `get / HTTP/1.1\r\n${HOST}\r\n` },
    'a method that nobody knows': { bytes: () => `FOO / HTTP/1.1\r\n${HOST}\r\n` },
    'a space within the target': { bytes: () => `GET /a b HTTP/1.1\r\n${HOST}\r\n` },
    'bytes beyond ASCII in the target': { bytes: () => UTF8_LINE },
    'a target without a slash': { bytes: () => get('', 'api/v1') },
    'a target that begins with its query': { bytes: () => get('', '?key=x') },
    'CONNECT: this is no proxy': { bytes: () => `CONNECT example.com:443 HTTP/1.1\r\n${HOST}\r\n` },
    'a target of 20,000 characters': {
      bytes: () => get('', `/${'a'.repeat(20_000)}`),
      code: 'headers_too_large',
    },
    'a header of 20,000 characters': {
      bytes: () => get(`X-Long: ${'a'.repeat(20_000)}\r\n`),
      code: 'headers_too_large',
    },
    'an API key of 20,000 characters': {
      bytes: () => get(`Authorization: Bearer ${'a'.repeat(20_000)}\r\n`),
      code: 'headers_too_large',
    },
    'a header of 1 MB: the refusal arrives although the client still sends': {
      bytes: () => get(`X-Long: ${'a'.repeat(1_000_000)}\r\n`),
      code: 'headers_too_large',
    },
    'three thousand headers: none is dropped unseen': {
      bytes: () => get('a: b\r\n'.repeat(3_000)),
      code: 'headers_too_large',
    },
    'U+0001 in a header': { bytes: () => get('X-A: a\u0001b\r\n') },
    'U+0000 in a header': { bytes: () => get('X-A: a\u0000b\r\n') },
    'DEL in an Origin': { bytes: () => get('Origin: https://a\u007f\r\n') },
    'a bare CR in a header, which could begin another': { bytes: () => get('X-A: a\rX-B: b\r\n') },
    'bare LFs as line ends': { bytes: () => 'GET / HTTP/1.1\nHost: a\n\n' },
    'a folded header (obsolete since RFC 7230)': { bytes: () => get('X-A: a\r\n b\r\n') },
    'a space before the colon, a way to smuggle': { bytes: () => get('X-A : a\r\n') },
    'a header without a name': { bytes: () => get(': a\r\n') },
    'a header without a colon': { bytes: () => get('X-A\r\n') },
    'Content-Length before Transfer-Encoding': {
      bytes: () => post(`${LENGTH}Transfer-Encoding: chunked\r\n`, BODY),
    },
    'Transfer-Encoding before Content-Length': {
      bytes: () => post(`Transfer-Encoding: chunked\r\n${LENGTH}`, BODY),
    },
    'two lengths that differ': { bytes: () => post(`${LENGTH}Content-Length: 13\r\n`, BODY) },
    'two lengths, though the same': { bytes: () => post(LENGTH + LENGTH, BODY) },
    'a list of lengths': { bytes: () => post('Content-Length: 12, 12\r\n', BODY) },
    'a negative length': { bytes: () => post('Content-Length: -1\r\n', BODY) },
    'a length with a sign': { bytes: () => post('Content-Length: +12\r\n', BODY) },
    'a length in hexadecimal': { bytes: () => post('Content-Length: 0xc\r\n', BODY) },
    'a length that fits in no integer': { bytes: () => post(`Content-Length: ${'9'.repeat(30)}\r\n`, BODY) },
    'a chunk size that is none': {
      bytes: () => post('Transfer-Encoding: chunked\r\n', `zz\r\n${BODY}\r\n0\r\n\r\n`),
    },
    'a chunk size that fits in no integer': {
      bytes: () => post('Transfer-Encoding: chunked\r\n', `${'f'.repeat(20)}\r\n${BODY}\r\n0\r\n\r\n`),
    },
    'a chunk longer than its size': {
      bytes: () => post('Transfer-Encoding: chunked\r\n', `5\r\n${BODY}\r\n0\r\n\r\n`),
    },
    'a chunk extension of 20,000 characters': {
      bytes: () => post('Transfer-Encoding: chunked\r\n', `c;${'a'.repeat(20_000)}\r\n${BODY}\r\n0\r\n\r\n`),
    },
    'a transfer coding that we do not know': { bytes: () => post('Transfer-Encoding: gzip\r\n', BODY) },
    'chunked as not the last coding': { bytes: () => post('Transfer-Encoding: chunked, gzip\r\n', BODY) },
    'a coding that only looks like chunked': { bytes: () => post('Transfer-Encoding: xchunked\r\n', BODY) },
    'a body that ends before its length': {
      bytes: () => post('Content-Length: 100\r\n', BODY),
      options: { endsAfter: true },
    },
    'a chunked body that ends before its last chunk': {
      bytes: () => post('Transfer-Encoding: chunked\r\n', `c\r\n${BODY}\r\n`),
      options: { endsAfter: true },
    },
  };
  for (const [reason, { bytes, code = 'bad_request', options = {} }] of Object.entries(rejected)) {
    it(`${reason}: ${code}, then a clean close, and nothing stored`, async () => {
      const { answers, closed } = await exchangeRaw(instance.url, [bytes()], options);
      assert.equal(answers.length, 1);
      assertProblem(answers[0] as never, code);
      assert.equal(answers[0]?.headers.connection, 'close');
      assert.ok(closed);
      assert.deepEqual(await storedRows(instance), untouched);
    });
  }

  it('garbage behind a request does not take the place of its answer', async () => {
    const { answers, closed } = await exchangeRaw(instance.url, [`${GOOD}GARBAGE\r\n\r\n`]);
    assert.deepEqual(
      answers.map(({ status }) => status),
      [200, 400],
    );
    assertProblem(answers[1] as never, 'bad_request');
    assert.ok(closed);
  });

  it('garbage behind a request that takes a while: both answers, in this order', async () => {
    const bytes = post(LENGTH, BODY);
    const { answers, closed } = await exchangeRaw(instance.url, [bytes, 'GARBAGE\r\n\r\n', 'MORE\r\n\r\n']);
    assert.deepEqual(
      answers.map(({ status }) => status),
      [201, 400],
    );
    assertProblem(answers[1] as never, 'bad_request');
    assert.ok(closed);
    const { id } = JSON.parse(answers[0]?.body ?? '');
    assert.equal((await instance.call('DELETE', `/api/v1/chatbots/${id}`)).status, 204);
  });

  it('a broken body behind a request that takes a while: both answers, in this order', async () => {
    const first = `GET /api/v1/chatbots HTTP/1.1\r\n${HOST}Authorization: Bearer ${instance.ownerKey}\r\n\r\n`;
    const second = post('Transfer-Encoding: chunked\r\n', 'zz\r\n');
    const { answers } = await exchangeRaw(instance.url, [first + second]);
    assert.deepEqual(
      answers.map(({ status }) => status),
      [200, 400],
    );
  });

  it('a broken body behind its own refusal: one answer, then a close', async () => {
    const head = `POST /api/v1/chatbots HTTP/1.1\r\n${HOST}${JSON_TYPE}Transfer-Encoding: chunked\r\n\r\n`;
    const { answers, closed } = await exchangeRaw(instance.url, [head], { answers: 1 });
    assertProblem(answers[0] as never, 'key_missing');
    assert.equal(closed, false, 'without a broken body the connection stays');
    const broken = await exchangeRaw(instance.url, [`${head}zz\r\n`]);
    assert.equal(broken.answers.length, 1);
    assertProblem(broken.answers[0] as never, ['key_missing', 'bad_request']);
  });

  it('a client that goes away within its body disturbs nobody', async () => {
    const rows = await storedRows(instance);
    for (let round = 0; round < 20; round += 1) {
      await exchangeRaw(instance.url, [post('Content-Length: 100\r\n', BODY)], { endsAfter: true });
    }
    assert.equal((await instance.call('GET', '/healthz')).status, 200);
    assert.deepEqual(await storedRows(instance), rows);
  });

  it('no request of these faulted the server, and no secret was logged', async () => {
    const { secret } = await deploy(
      instance,
      (await instance.call('POST', '/api/v1/chatbots', { body: { name: 'B' } })).json.id,
    );
    const inHeader = await exchangeRaw(instance.url, [get(`Authorization: Bearer ${secret}\u0001\r\n`)]);
    assertProblem(inHeader.answers[0] as never, 'bad_request');
    const inTarget = await exchangeRaw(instance.url, [
      get(`Origin: ${SITE}\r\n`, `/widget/config?key=${secret} x`),
    ]);
    assertProblem(inTarget.answers[0] as never, 'bad_request');
    assertNothingTold(instance, [secret]);
    for (const line of instance.log)
      assert.ok(!/"level":"(warn|error|fatal)"|"level":[456]0/.test(line), line);
  });
});

it('a request that comes to its end while the server stops is refused as a problem', async () => {
  const instance = await startInstance('sqlite');
  let stopped: Promise<void> | undefined;
  const stop = async () => {
    // Answered after the half request before it was read.
    await instance.call('GET', '/healthz');
    stopped = instance.close();
    while (instance.app.server.listening) await setImmediate();
  };
  const { answers, closed } = await exchangeRaw(instance.url, [
    'GET /readyz HTTP/1.1\r\n',
    stop,
    `${HOST}\r\n`,
  ]);
  assertProblem(answers[0] as never, 'store_unavailable');
  assert.equal(answers[0]?.headers['retry-after'], '2');
  assert.ok(closed);
  await stopped;
});
