import type { Duplex } from 'node:stream';
import { ERROR_TABLE, type ErrorCode } from '@wicketgate/core';
import { newId } from '../platform/new-id.ts';
import { problemBody } from './problem.ts';

/**
 * Answers what Node's HTTP parser itself rejects, before any request object exists: the same problem+json, the same
 * request id header, then the connection is closed.
 */
export function answerParserError(error: Error & { code?: string }, socket: Duplex): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const [code, detail] = describe(error.code);
  const requestId = newId('req');
  const body = problemBody(code, detail, requestId);
  const { status, title } = ERROR_TABLE[code];
  socket.end(
    `HTTP/1.1 ${status} ${title}\r\nContent-Type: application/problem+json; charset=utf-8\r\n` +
      `Content-Length: ${Buffer.byteLength(body)}\r\nX-Request-Id: ${requestId}\r\n` +
      `Cache-Control: no-store\r\nConnection: close\r\n\r\n${body}`,
  );
}

function describe(parserCode: string | undefined): [ErrorCode, string] {
  switch (parserCode) {
    case 'HPE_HEADER_OVERFLOW':
      return ['headers_too_large', 'The headers of a request may have at most 16 KB together.'];
    case 'ERR_HTTP_REQUEST_TIMEOUT':
      return ['bad_request', 'The request did not arrive in time.'];
    default:
      return ['bad_request', 'The request is not valid HTTP.'];
  }
}
