import type { IncomingMessage } from 'node:http';
import { Refused } from './problem.ts';

/**
 * Refuses requests that their parser lets pass but that a proxy before us may read differently: no Host or several
 * (RFC 9112 section 3.2), no version at all (HTTP/0.9), an expectation other than 100-continue (RFC 9110
 * section 10.1.1). Duplicates arrive here joined with commas: see joinDuplicateHeaders.
 */
export function refuseBadManners(request: IncomingMessage): Refused | undefined {
  const complaint = complaintAbout(request);
  return complaint === null ? undefined : new Refused('bad_request', complaint);
}

function complaintAbout({ headers, httpVersionMajor, httpVersionMinor }: IncomingMessage): string | null {
  const { host, expect } = headers;
  if (httpVersionMajor === 0) return 'The request line names no HTTP version.';
  if (host === undefined) return httpVersionMinor === 0 ? null : 'The request has no Host header.';
  if (host.includes(',')) return 'The request has more than one Host.';
  if (expect !== undefined && expect.toLowerCase() !== '100-continue') {
    return 'Expect may ask for 100-continue and nothing else.';
  }
  return null;
}
