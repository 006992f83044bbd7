import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { ErrorCode } from '@wicketgate/core';
import { assertNoFault, assertNothingTold } from './support/assert-nothing-told.ts';
import { assertProblem } from './support/assert-problem.ts';
import { type RawBody, sendRawBody } from './support/raw-body.ts';
import { exchangeRaw, type RawAnswer } from './support/raw-connection.ts';
import { storedRows } from './support/stored-rows.ts';
import { ENGINES } from './support/test-instance.ts';
import { startTwoTenants, type TwoTenants } from './support/two-tenants.ts';

const MOST_BYTES = 1_000_000;
const DEEP = 100_000;

/** `{"name":"…"}` of exactly so many bytes. */
function nameOf(bytes: number): string {
  return `{"name":"${'a'.repeat(bytes - 11)}"}`;
}

interface Row extends RawBody {
  readonly code: ErrorCode;
  /** How many entries of a list were judged before the server gave up on it. */
  readonly errors?: number;
}

const latin = (text: string) => Buffer.from(text, 'latin1');
const refused: Record<string, Row> = {
  'one byte more than 1 MB': { body: nameOf(MOST_BYTES + 1), code: 'payload_too_large' },
  'one byte more than 1 MB, in chunks': {
    body: nameOf(MOST_BYTES + 1),
    code: 'payload_too_large',
    chunked: true,
  },
  '5 MB': { body: nameOf(5_000_000), code: 'payload_too_large' },
  'just 1 MB of a name that is too long: read, then judged': {
    body: nameOf(MOST_BYTES),
    code: 'validation_failed',
  },
  'just 1 MB in chunks': { body: nameOf(MOST_BYTES), code: 'validation_failed', chunked: true },
  '1 MB of fields that nobody knows': {
    body: `{${Array.from({ length: 80_000 }, (_, index) => `"f${index}":1`).join(',')}}`,
    code: 'validation_failed',
  },
  '1 MB of white space': { body: ' '.repeat(MOST_BYTES), code: 'bad_request' },
  'a form': { body: 'name=x', type: 'application/x-www-form-urlencoded', code: 'unsupported_media_type' },
  'plain text, which any page can send without a preflight': {
    body: '{"name":"x"}',
    type: 'text/plain',
    code: 'unsupported_media_type',
  },
  multipart: {
    body: '--b\r\n\r\nx\r\n--b--\r\n',
    type: 'multipart/form-data; boundary=b',
    code: 'unsupported_media_type',
  },
  'text/json': { body: '{"name":"x"}', type: 'text/json', code: 'unsupported_media_type' },
  'another JSON-based type': {
    body: '{"name":"x"}',
    type: 'application/merge-patch+json',
    code: 'unsupported_media_type',
  },
  'a type that only begins like JSON': {
    body: '{"name":"x"}',
    type: 'application/jsonp',
    code: 'unsupported_media_type',
  },
  'text/plain with application/json as a parameter': {
    body: '{"name":"x"}',
    type: 'text/plain; application/json',
    code: 'unsupported_media_type',
  },
  'a content type that is none': { body: '{"name":"x"}', type: 'json', code: 'unsupported_media_type' },
  'an empty content type': { body: '{"name":"x"}', type: '', code: 'unsupported_media_type' },
  'no content type': { body: '{"name":"x"}', type: null, code: 'unsupported_media_type' },
  'two content types that contradict each other': {
    body: '{"name":"x"}',
    type: 'application/json\r\nContent-Type: text/plain',
    code: 'unsupported_media_type',
  },
  'two content types, the first of them harmless': {
    body: '{"name":"x"}',
    type: 'text/plain\r\nContent-Type: application/json',
    code: 'unsupported_media_type',
  },
  'JSON in UTF-16': {
    body: Buffer.from('\ufeff{"name":"x"}', 'utf16le'),
    type: 'application/json; charset=utf-16',
    code: 'bad_request',
  },
  'JSON in UTF-16 without saying so': { body: Buffer.from('{"name":"x"}', 'utf16le'), code: 'bad_request' },
  'Latin-1, whatever its charset says': {
    body: latin('{"name":"caf\u00e9"}'),
    type: 'application/json; charset=iso-8859-1',
    code: 'bad_request',
  },
  'a lone continuation byte': { body: latin('{"name":"\x80"}'), code: 'bad_request' },
  'an overlong slash': { body: latin('{"name":"\xc0\xaf"}'), code: 'bad_request' },
  'half of a surrogate pair as UTF-8': { body: latin('{"name":"\xed\xa0\x80"}'), code: 'bad_request' },
  'beyond the last code point': { body: latin('{"name":"\xf5\x80\x80\x80"}'), code: 'bad_request' },
  'UTF-8 that breaks off': { body: latin('{"name":"\xf0\x9f\x98'), code: 'bad_request' },
  'U+0000 in a value': { body: '{"name":"a\\u0000b"}', code: 'validation_failed' },
  'U+0000 as it is': { body: '{"name":"a\u0000b"}', code: 'bad_request' },
  'U+0000 in a name': { body: '{"name":"x","a\\u0000":1}', code: 'validation_failed' },
  'the first half of a surrogate pair in a value': {
    body: '{"name":"\\ud83d"}',
    code: 'validation_failed',
  },
  'the second half of one, in capitals': { body: '{"name":"\\uDE00"}', code: 'validation_failed' },
  'the halves in the wrong order': { body: '{"name":"\\ude00\\ud83d"}', code: 'validation_failed' },
  'half of a pair in a name': { body: '{"name":"x","\\ud83d":1}', code: 'validation_failed' },
  'arrays in each other, 100,000 deep': {
    body: `{"name":${'['.repeat(DEEP)}${']'.repeat(DEEP)}}`,
    code: 'validation_failed',
  },
  'objects in each other, 100,000 deep': {
    body: `{"name":"x","a":${'{"a":'.repeat(DEEP)}1${'}'.repeat(DEEP)}}`,
    code: 'validation_failed',
  },
  'U+0000 100,000 deep': {
    body: `{"name":"x","a":${'{"a":'.repeat(DEEP)}"\\u0000"${'}'.repeat(DEEP)}}`,
    code: 'validation_failed',
  },
  '__proto__ 100,000 deep': {
    body: `{"name":"x","a":${'[{"a":'.repeat(DEEP)}{"__proto__":1}${'}]'.repeat(DEEP)}}`,
    code: 'bad_request',
  },
  'arrays that are never closed': { body: '['.repeat(900_000), code: 'bad_request' },
  __proto__: { body: '{"name":"x","__proto__":{"name":"y"}}', code: 'bad_request' },
  '__proto__ in escapes': { body: '{"name":"x","\\u005f_proto__":{}}', code: 'bad_request' },
  '__proto__ further in': {
    body: '{"name":"x","paused":{"__proto__":{"enabled":true}}}',
    code: 'bad_request',
  },
  'constructor.prototype': { body: '{"name":"x","constructor":{"prototype":{}}}', code: 'bad_request' },
  'constructor alone: a field that nobody knows': {
    body: '{"name":"x","constructor":1}',
    code: 'validation_failed',
  },
  'a field twice, of which the last counts, is wrong by the last': {
    body: '{"name":"x","name":1}',
    code: 'validation_failed',
  },
  'a number beyond every double': { body: '{"name":"x","retentionDays":1e400}', code: 'validation_failed' },
  'a number with 100,000 digits': {
    body: `{"name":"x","retentionDays":${'9'.repeat(100_000)}}`,
    code: 'validation_failed',
  },
  'a number just too large': { body: '{"name":"x","retentionDays":3651}', code: 'validation_failed' },
  'a number just not whole': { body: '{"name":"x","retentionDays":1.0001}', code: 'validation_failed' },
  'minus nothing': { body: '{"name":"x","retentionDays":-0}', code: 'validation_failed' },
  'NaN, which is no JSON': { body: '{"name":"x","retentionDays":NaN}', code: 'bad_request' },
  'a number in hexadecimal': { body: '{"name":"x","retentionDays":0x10}', code: 'bad_request' },
  'a comment': { body: '{"name":"x"/**/}', code: 'bad_request' },
  'a comma too many': { body: '{"name":"x",}', code: 'bad_request' },
  'single quotes': { body: "{'name':'x'}", code: 'bad_request' },
  'two documents': { body: '{"name":"x"}{"name":"y"}', code: 'bad_request' },
  'half a document': { body: '{"name":"x"', code: 'bad_request' },
  'no document': { body: '', code: 'validation_failed' },
  'no document and no type': { body: '', type: null, code: 'validation_failed' },
  null: { body: 'null', code: 'validation_failed' },
  'a list': { body: '[{"name":"x"}]', code: 'validation_failed' },
  'a text': { body: '"name"', code: 'validation_failed' },
  'a number': { body: '1', code: 'validation_failed' },
  'a name of white space': { body: '{"name":"\\u00a0\\u2003\\ufeff "}', code: 'validation_failed' },
  'domains of 2,000 ideographs each, whose IDNA form would take seconds': {
    route: 'PUT /api/v1/organization/allowed-origins',
    body: JSON.stringify({
      origins: Array.from({ length: 160 }, (_, at) => `${at}${'\u4e2d'.repeat(2_000)}`),
    }),
    code: 'origin_pattern_invalid',
    errors: 20,
  },
  'a name of 121 characters beyond the BMP': {
    body: `{"name":"${'\u{1f600}'.repeat(121)}"}`,
    code: 'validation_failed',
  },
};

for (const engine of ENGINES) {
  describe(`hostile bodies on ${engine}`, () => {
    let tenants: TwoTenants;
    let untouched: Record<string, readonly string[]>;
    before(async () => {
      tenants = await startTwoTenants(engine);
      untouched = await storedRows(tenants.instance);
    });
    after(() => tenants.instance.close());

    const post = (row: RawBody): Promise<RawAnswer> => sendRawBody(tenants.instance, row);

    for (const [reason, { code, errors, ...row }] of Object.entries(refused)) {
      it(`${reason}: ${code}`, async () => {
        const answer = await post(row);
        assertProblem(answer, code);
        if (errors !== undefined) assert.equal(JSON.parse(answer.body).errors.length, errors);
        assert.ok(answer.body.length < 5_000, 'an answer does not repeat what was sent');
        assert.deepEqual(await storedRows(tenants.instance), untouched);
      });
    }

    for (const [type, code] of [
      ['application/json', 'payload_too_large'],
      ['text/plain', 'unsupported_media_type'],
    ] as const) {
      it(`what is sent after a refusal with ${code} is read all the same, and the connection is good`, async () => {
        const { instance } = tenants;
        const bearer = `Authorization: Bearer ${instance.ownerKey}\r\n`;
        const head = `POST /api/v1/chatbots HTTP/1.1\r\nHost: localhost\r\n${bearer}Content-Type: ${type}\r\n`;
        const half = Buffer.alloc(1_500_000, 'a');
        const seen = instance.log.length;
        const refused = async () => {
          while (!instance.log.slice(seen).some((line) => line.includes('"status":41'))) await nextTurn();
        };
        const { answers } = await exchangeRaw(
          instance.url,
          [
            `${head}Content-Length: ${2 * half.length}\r\n\r\n`,
            half,
            refused,
            half,
            `GET /api/v1/chatbots HTTP/1.1\r\nHost: localhost\r\n${bearer}\r\n`,
          ],
          { answers: 2 },
        );
        assertProblem(answers[0] as RawAnswer, code);
        assert.equal(answers[0]?.headers.connection, 'keep-alive');
        assert.equal(answers[1]?.status, 200);
      });
    }

    it('a key in the place of a field is masked in the answer', async () => {
      const { instance, ours } = tenants;
      for (const body of [`{"name":"x","${ours.key}":1}`, `{"name":"x","a ${ours.key}/b~":"\\u0000"}`]) {
        const answer = await post({ body });
        assertProblem(answer, 'validation_failed');
        assertNothingTold(instance, [ours.key], answer.body);
      }
    });

    it('a name of a field that is shortened within a character is told as text', async () => {
      for (const value of ['1', '"\\u0000"']) {
        const answer = await post({ body: `{"name":"x","${'a'.repeat(59)}\u{1f600}b":${value}}` });
        const { errors } = assertProblem(answer, 'validation_failed');
        assert.equal(errors[0].pointer, `/${'a'.repeat(59)}`);
      }
    });

    it('no prototype was polluted, no secret logged, nothing faulted', () => {
      assert.deepEqual(Object.keys(Object.prototype), []);
      const { instance, ours } = tenants;
      assertNothingTold(instance, [ours.key, ours.visitorToken]);
      assertNoFault(instance);
    });
  });
}
