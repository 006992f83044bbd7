import assert from 'node:assert/strict';
import { ERROR_TABLE, type ErrorCode } from '@wicketgate/core';
import type { TestAnswer } from './test-instance.ts';

const EXPOSED = 'RateLimit, RateLimit-Policy, Retry-After, X-Request-Id, Date, Access-Control-Allow-Origin';

/**
 * Checks all that a refusal of the widget API has, whatever the reason.
 *
 * @param origin what the call sent, if it sent one
 * @returns the request id
 */
export function assertGateRefusal(answer: TestAnswer, code: ErrorCode, origin: string | undefined): string {
  const { status, title } = ERROR_TABLE[code];
  assert.equal(answer.json?.code, code, answer.text);
  assert.equal(answer.status, status);
  assert.equal(answer.headers.get('content-type'), 'application/problem+json; charset=utf-8');
  const { requestId, detail, ...rest } = answer.json;
  assert.deepEqual(rest, { type: `urn:wicketgate:problem:${code}`, title, status, code });
  assert.match(requestId, /^req_[0-9A-Za-z]+$/);
  assert.ok(detail.length > 10, 'says what to change');
  assert.equal(answer.headers.get('x-request-id'), requestId);
  const challenge = status === 401 ? 'Bearer realm="wicketgate"' : null;
  assert.equal(answer.headers.get('www-authenticate'), challenge);
  for (const name of ['retry-after', 'ratelimit', 'ratelimit-policy']) {
    assert.equal(answer.headers.has(name), status === 429, name);
  }
  assertCors(answer, origin);
  assert.equal(/cb_(sk_)?(live|test)_[0-9A-Za-z]{36}/.test(answer.text), false, 'no key in a refusal');
  return requestId;
}

/** The manners of every answer to the widget, allowed or refused. */
export function assertCors({ headers }: TestAnswer, origin: string | undefined): void {
  assert.equal(headers.get('access-control-allow-origin'), origin ?? null);
  assert.equal(headers.get('access-control-expose-headers'), origin === undefined ? null : EXPOSED);
  assert.equal(headers.get('access-control-allow-credentials'), null);
  assert.equal(headers.get('vary'), 'Origin');
  assert.equal(headers.get('cache-control'), 'no-store');
}
