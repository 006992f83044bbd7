import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Failure, failureOf } from '../src/call-api.ts';
import { BROKEN_STREAM } from '../src/conversation-api.ts';
import { describeFailure, type FailureDescription } from '../src/describe-failure.ts';
import { refusalLine } from '../src/refusal-line.ts';
import { panelStrings } from '../src/strings.ts';

const PAGE = 'https://shop.example.com';
const BASE = 'https://chat.example.net/';
const REFUSED: Failure = {
  status: 403,
  code: 'origin_not_allowed',
  detail: 'Add https://shop.example.com to the allowed domains.',
  requestId: 'req_1',
};

test('failure: a problem says it all', () => {
  assert.deepEqual(failureOf(REFUSED, new Response(null, { status: 500 })), REFUSED);
});

test('failure: an answer without a problem (a proxy, say) leaves status and request id', () => {
  const response = new Response(null, { status: 502, headers: { 'X-Request-Id': 'req_2' } });
  assert.deepEqual(failureOf(null, response), {
    status: 502,
    code: 'http_502',
    detail: 'The server gave no reason.',
    requestId: 'req_2',
  });
});

test('console line: a refusal names origin, status, code, change and request', () => {
  assert.equal(
    refusalLine(REFUSED, BASE, PAGE),
    'no chat on https://shop.example.com. 403 origin_not_allowed: Add https://shop.example.com to the allowed domains. (request req_1)',
  );
});

test('console line: without an answer it names the server and the policy that may be in the way', () => {
  const line = refusalLine(
    { status: 0, code: 'unreachable', detail: 'TypeError: x', requestId: null },
    BASE,
    PAGE,
  );
  assert.match(line, /unreachable: TypeError: x\. Does https:\/\/chat\.example\.net\/ run.*connect-src/);
});

const rows: { why: string; failure: Partial<Failure>; told: FailureDescription }[] = [
  {
    why: "the limit is told in the deployment's own words, and is final",
    failure: { status: 429, code: 'message_limit_reached', detail: 'Ring us.' },
    told: { text: 'Ring us.', reference: null, final: true },
  },
  {
    why: 'the pause is told in its own words, and may pass',
    failure: { status: 403, code: 'chatbot_paused', detail: 'Back on Monday.' },
    told: { text: 'Back on Monday.', reference: null, final: false },
  },
  {
    why: "what the site's owner must change is not told to the visitor",
    failure: REFUSED,
    told: { text: panelStrings.refused, reference: 'origin_not_allowed · req_1', final: false },
  },
  {
    why: 'a fault of the server',
    failure: { status: 503, code: 'store_unavailable', requestId: null },
    told: { text: panelStrings.serverFault, reference: 'store_unavailable', final: false },
  },
  {
    why: 'no network',
    failure: { status: 0, code: 'unreachable', requestId: null },
    told: { text: panelStrings.unreachable, reference: null, final: false },
  },
  {
    why: 'a stream that could not be resumed',
    failure: { status: 0, code: BROKEN_STREAM, requestId: null },
    told: { text: panelStrings.unreachable, reference: null, final: false },
  },
];

for (const { why, failure, told } of rows) {
  test(`told to the visitor: ${why}`, () => {
    assert.deepEqual(describeFailure({ ...REFUSED, ...failure }), told);
  });
}
