import { timingSafeEqual } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import { notFound, Refused } from '../http/problem.ts';
import { sha256 } from '../platform/sha256.ts';

export interface MetricsAccess {
  /** METRICS_TOKEN; null lets in who calls from this machine, and nobody else. */
  readonly token: string | null;
}

const LOOPBACK = /^(127\.\d+\.\d+\.\d+|::1|::ffff:127\.\d+\.\d+\.\d+)$/;
/** What a proxy adds: then the caller only seems to be on this machine. */
const FORWARDED = ['x-forwarded-for', 'forwarded', 'x-real-ip', 'via'] as const;
const LOOPBACK_HOST = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])(:\d+)?$/i;

/** @throws Refused key_missing or key_invalid where a token is set; not_found for strangers where none is */
export function requireMetricsAccess(request: FastifyRequest, { token }: MetricsAccess): void {
  if (token === null) {
    if (!isLocal(request)) throw notFound('page');
    return;
  }
  const presented = /^Bearer +(\S+)$/i.exec(request.headers.authorization ?? '')?.[1];
  if (presented === undefined) {
    throw new Refused('key_missing', 'Send the value of METRICS_TOKEN as Authorization: Bearer.');
  }
  // Compared as digests, which have one length, so that the time tells nothing.
  if (!timingSafeEqual(Buffer.from(sha256(presented)), Buffer.from(sha256(token)))) {
    throw new Refused('key_invalid', 'This is not the value of METRICS_TOKEN.');
  }
}

function isLocal({ socket, headers }: FastifyRequest): boolean {
  return (
    LOOPBACK.test(socket.remoteAddress ?? '') &&
    LOOPBACK_HOST.test(headers.host ?? '') &&
    FORWARDED.every((name) => headers[name] === undefined)
  );
}
