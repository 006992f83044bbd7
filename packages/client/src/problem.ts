import type { components } from './schema.d.ts';

/**
 * Why the server did not do what it was asked to (RFC 9457). Switch on `code`, which is stable; show `detail` to people,
 * it says what to change; quote `requestId` when asking for help.
 */
export type Problem = components['schemas']['Problem'];

/** A refusal as an exception, for code that is about the answer alone. */
export class ProblemError extends Error {
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(`${problem.title}: ${problem.detail} (${problem.code}, ${problem.requestId})`);
    this.name = 'ProblemError';
    this.problem = problem;
  }
}

/**
 * Reads a refusal. What is no problem document (a proxy in between has answered) becomes one with the code
 * `unexpected_answer`, so that callers handle a single shape.
 *
 * @param response an answer whose status is not 2xx; its body is consumed
 */
export async function readProblem(response: Response): Promise<Problem> {
  const text = await response.text();
  if (isProblemType(response.headers.get('content-type'))) {
    const body: unknown = JSON.parse(text);
    if (isProblem(body)) return body;
  }
  return {
    type: 'about:blank',
    title: 'Unexpected answer',
    status: response.status,
    detail: `Something other than Wicketgate answered with status ${response.status}. Check what stands between you and the server.`,
    code: 'unexpected_answer',
    requestId: response.headers.get('x-request-id') ?? '',
  };
}

function isProblemType(contentType: string | null): boolean {
  return /^application\/problem\+json\b/i.test(contentType ?? '');
}

function isProblem(body: unknown): body is Problem {
  return typeof body === 'object' && body !== null && 'code' in body && 'detail' in body;
}
