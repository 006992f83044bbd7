import assert from 'node:assert/strict';
import { ERROR_TABLE, type ErrorCode } from '@wicketgate/core';
import type { RawAnswer } from './raw-connection.ts';
import type { TestAnswer } from './test-instance.ts';

const KNOWN = new Set(['type', 'title', 'status', 'detail', 'code', 'requestId', 'errors']);

/**
 * That an answer is a refusal as the contract has it: RFC 9457, a code of the one table with its status, and an id
 * that the header repeats.
 *
 * @returns its body
 */
// biome-ignore lint/suspicious/noExplicitAny: what a test reads of an answer is checked by its assertions.
export function assertProblem(answer: TestAnswer | RawAnswer, codes: ErrorCode | readonly ErrorCode[]): any {
  const text = 'text' in answer ? answer.text : answer.body;
  const header = (name: string) =>
    answer.headers instanceof Headers ? answer.headers.get(name) : answer.headers[name];
  assert.match(String(header('content-type')), /^application\/problem\+json/, text);
  const problem = JSON.parse(text);
  const { code, status, title, requestId, errors } = problem;
  const expected = typeof codes === 'string' ? [codes] : codes;
  assert.ok(expected.includes(code), `${code} instead of ${expected.join(' or ')}: ${text}`);
  assert.deepEqual({ status, title }, ERROR_TABLE[code as ErrorCode]);
  assert.equal(answer.status, status, 'the status is that of the code');
  assert.equal(problem.type, `urn:wicketgate:problem:${code}`);
  assert.match(requestId, /^req_[0-9A-Za-z]{20}$/);
  assert.equal(header('x-request-id'), requestId, 'the header has the id of the body');
  assert.equal(header('cache-control'), 'no-store');
  for (const name of Object.keys(problem)) assert.ok(KNOWN.has(name), `an unknown member ${name}`);
  for (const { pointer, detail } of errors ?? []) {
    assert.ok(typeof pointer === 'string' && typeof detail === 'string' && detail !== '', text);
  }
  return problem;
}
