import type { Failure } from './call-api.ts';

/**
 * The one console line of a page that gets no widget: what happened, and what its owner has to change.
 *
 * @param base the server's address
 * @param pageOrigin the origin of the page
 */
export function refusalLine(
  { status, code, detail, requestId }: Failure,
  base: string,
  pageOrigin: string,
): string {
  const reason = status
    ? `${status} ${code}: ${detail} (request ${requestId})`
    : `${code}: ${detail}. Does ${base} run, and does the page's Content-Security-Policy allow it in connect-src?`;
  return `no chat on ${pageOrigin}. ${reason}`;
}
