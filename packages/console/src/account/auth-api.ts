import { ProblemError } from '@wicketgate/client';
import { fetchAnswer } from '../api/fetch-answer.ts';
import { t } from '../messages/index.ts';

interface AuthRefusal {
  readonly message?: string;
  readonly code?: string;
  readonly title?: string;
  readonly detail?: string;
}

/**
 * Calls the sign-in service below /api/auth/, which is not part of the REST API.
 *
 * @param body makes it a POST
 * @throws ProblemError in the same shape as the API's, whichever side refused
 */
export async function callAuth<Answer>(path: string, body?: object): Promise<Answer> {
  const response = await fetchAnswer(`/api/auth/${path}`, {
    ...(body === undefined
      ? {}
      : { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
  });
  const text = await response.text();
  const isJson = /\bjson\b/.test(response.headers.get('content-type') ?? '');
  const answer: unknown = isJson && text !== '' ? JSON.parse(text) : null;
  if (response.ok) return answer as Answer;
  const refusal = (answer ?? {}) as AuthRefusal;
  throw new ProblemError({
    type: 'about:blank',
    // The name of the status says nothing to a person.
    title: refusal.title ?? t.common.refused,
    status: response.status,
    detail: refusal.detail ?? refusal.message ?? response.statusText,
    code: refusal.code ?? 'unexpected_answer',
    requestId: response.headers.get('x-request-id') ?? '',
  });
}
