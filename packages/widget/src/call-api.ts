import type { Embed } from './embed.ts';
import type { Failure } from './failure.ts';

/** `date`: the server's time, as it says it (RFC 9110, section 6.6.1). */
export type Result<Value> =
  | { ok: true; value: Value; date?: string | null }
  | { ok: false; failure: Failure };

/**
 * Calls the widget API with the embed's credential. Refusals and network faults come back as values: nothing here may
 * surprise the page.
 *
 * @param path relative to the embed's base, e.g. `widget/config`
 * @param call method, body, signal and further headers
 */
export async function callApi(
  embed: Embed,
  path: string,
  call: RequestInit & { headers: Record<string, string> },
): Promise<Result<Response>> {
  const headers = { ...call.headers, ...(embed.key && { Authorization: `Bearer ${embed.key}` }) };
  try {
    const response = await fetch(apiUrl(embed, path), {
      credentials: 'omit',
      ...call,
      headers,
    });
    if (response.ok) return { ok: true, value: response };
    const problem = await response.json().catch(() => null); // a proxy may answer without one
    return { ok: false, failure: failureOf(problem, response) };
  } catch (error) {
    return { ok: false, failure: unreachable(error) };
  }
}

/** The address of a call; a keyless embed names its chatbot on every one. */
export function apiUrl(embed: Embed, path: string): string {
  const url = new URL(path, embed.base);
  if (!embed.key) url.searchParams.set('chatbotId', embed.chatbotId as string);
  return url.href;
}

/** A fault of the network, of CORS or of the page's CSP: the browser does not say which. */
export function unreachable(error: unknown): Failure {
  return { status: 0, code: 'unreachable', detail: `${error}`, requestId: null };
}

/**
 * @param problem decoded problem details (RFC 9457), or null
 * @param response stands in for what the problem leaves out
 */
export function failureOf(
  problem: Partial<Failure> | null,
  response: Pick<Response, 'status' | 'headers'>,
): Failure {
  const status = problem?.status ?? response.status;
  return {
    status,
    code: problem?.code ?? `http_${status}`,
    detail: problem?.detail ?? '-',
    requestId: problem?.requestId ?? response.headers.get('X-Request-Id'),
  };
}

/** Decodes the JSON of an answer; one that breaks off or is none counts as no answer. */
export async function readJson<Body>(result: Result<Response>): Promise<Result<Body>> {
  if (!result.ok) return result;
  try {
    const { value } = result;
    return { ok: true, value: await value.json(), date: value.headers.get('Date') };
  } catch (error) {
    return { ok: false, failure: unreachable(error) };
  }
}
