import assert from 'node:assert/strict';
import { test } from 'node:test';
import { failureOf } from '../src/call-api.ts';
import { BROKEN_STREAM } from '../src/conversation-api.ts';
import { describeFailure, type FailureDescription } from '../src/describe-failure.ts';
import type { Failure } from '../src/failure.ts';
import { strings } from '../src/locales/en.ts';

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
    detail: '-',
    requestId: 'req_2',
  });
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
    told: { text: strings.refused, reference: 'origin_not_allowed · req_1', final: false },
  },
  {
    why: 'who must sign in is asked to, kindly',
    failure: { status: 403, code: 'identity_required' },
    told: { text: strings.signIn, reference: null, final: false },
  },
  {
    why: 'a fault of the server',
    failure: { status: 503, code: 'store_unavailable', requestId: null },
    told: { text: strings.serverFault, reference: 'store_unavailable', final: false },
  },
  {
    why: 'no network',
    failure: { status: 0, code: 'unreachable', requestId: null },
    told: { text: strings.unreachable, reference: null, final: false },
  },
  {
    why: 'a stream that could not be resumed',
    failure: { status: 0, code: BROKEN_STREAM, requestId: null },
    told: { text: strings.unreachable, reference: null, final: false },
  },
];

for (const { why, failure, told } of rows) {
  test(`told to the visitor: ${why}`, () => {
    assert.deepEqual(describeFailure({ ...REFUSED, ...failure }, strings), told);
  });
}
