import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { ERROR_TABLE, type ErrorCode } from '@wicketgate/core';
import { newId } from '../platform/new-id.ts';
import { endLingering } from './linger.ts';
import { problemBody } from './problem.ts';

interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  /** The answer before this one, if that was still under way when this request came. */
  readonly before: ServerResponse | null;
}

const latestExchange = new WeakMap<Duplex, Exchange>();
const refused = new WeakSet<Duplex>();

/** Remembers what each connection waits for, and refuses CONNECT, of which no request object is ever made. */
export function installParserErrors(server: Server): void {
  server.prependListener('request', (request, response) => {
    const last = latestExchange.get(request.socket)?.response;
    const before = last === undefined || last.writableFinished ? null : last;
    latestExchange.set(request.socket, { request, response, before });
  });
  server.on('connect', (_request, socket) => {
    refuse(socket, 'bad_request', 'This is no proxy: CONNECT is not answered.');
  });
  // An expectation that nobody can meet is refused where every request is looked at, not by Node's bare 417.
  server.on('checkExpectation', (request, response) => server.emit('request', request, response));
}

/**
 * Answers what Node's HTTP parser itself rejects, before any request object exists: the same problem+json, the same
 * request id header, then the connection is closed. Answers that are still due to earlier requests of the connection
 * come first, or the refusal would be taken for one of them (RFC 9112 section 9.3.2).
 */
export function answerParserError(error: Error & { code?: string }, socket: Duplex): void {
  if (error.code === 'ECONNRESET' || (!socket.writable && !refused.has(socket))) {
    socket.destroy();
    return;
  }
  // Each further piece of what could not be read is an error again.
  if (refused.has(socket)) return;
  refused.add(socket);
  const [code, detail] = describe(error.code);
  const answer = () => refuse(socket, code, detail);
  const exchange = latestExchange.get(socket);
  if (exchange === undefined) answer();
  else if (exchange.request.complete) after(exchange.response, answer);
  // Else what is broken is this request's body. Where it was refused already, that is its answer.
  else if (exchange.response.headersSent) after(exchange.response, () => close(socket, ''));
  else after(exchange.before, answer);
}

function after(response: ServerResponse | null, then: () => void): void {
  if (response === null || response.writableFinished || response.closed) then();
  else response.once('close', then);
}

function refuse(socket: Duplex, code: ErrorCode, detail: string): void {
  const requestId = newId('req');
  const body = problemBody(code, detail, requestId);
  const { status, title } = ERROR_TABLE[code];
  close(
    socket,
    `HTTP/1.1 ${status} ${title}\r\nContent-Type: application/problem+json; charset=utf-8\r\n` +
      `Content-Length: ${Buffer.byteLength(body)}\r\nX-Request-Id: ${requestId}\r\n` +
      `Cache-Control: no-store\r\nConnection: close\r\n\r\n${body}`,
  );
}

function close(socket: Duplex, lastWords: string): void {
  if (!socket.writable) {
    socket.destroy();
    return;
  }
  socket.end(lastWords);
  endLingering(socket);
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
