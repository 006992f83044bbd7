import { lookup as lookUpHost } from 'node:dns/promises';
import { type ClientRequest, request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import type { AllowedHosts } from './allowed-hosts.ts';
import { askNameServers } from './ask-name-servers.ts';
import { untilOver } from './until-over.ts';
import { isOpenAddress } from './vet-addresses.ts';

const TIMEOUT_MS = 10_000;
const MOST_HEADER_BYTES = 16_384;
const MOST_BODY_BYTES = 65_536;

/** All addresses of a host name. */
export type Lookup = (host: string) => Promise<readonly string[]>;

export interface PostAnswer {
  readonly status: number;
  /** Seconds or a date, as it was sent. */
  readonly retryAfter: string | null;
}

/** The target must not be called; said without what its name resolved to. */
export class ForbiddenTarget extends Error {
  override readonly name = 'ForbiddenTarget';
}

export interface PostOptions {
  readonly allowed: AllowedHosts;
  readonly lookup?: Lookup;
  readonly timeoutMs?: number;
  readonly signal?: AbortSignal;
}

/**
 * Posts to an address that somebody else chose, so that it reaches nothing inside: the name is resolved once, every
 * address it has must be on the open Internet, the connection goes to one of those and to no other, redirects are
 * answers like any other, and time and size end. What is answered is not kept.
 *
 * @throws ForbiddenTarget, or the error of the connection
 */
export async function postPinned(
  target: string,
  headers: Readonly<Record<string, string>>,
  body: string,
  { allowed, lookup, timeoutMs = TIMEOUT_MS, signal }: PostOptions,
): Promise<PostAnswer> {
  const url = new URL(target);
  const ended = AbortSignal.timeout(timeoutMs);
  const over = signal === undefined ? ended : AbortSignal.any([ended, signal]);
  const ask = (host: string) => (allowed.allows(url) ? lookUpAll(host) : askNameServers(host, over));
  const addresses = await untilOver(resolveOnce(url, lookup ?? ask, allowed), over);
  const send = url.protocol === 'https:' ? httpsRequest : httpRequest;
  const request = send(url, {
    method: 'POST',
    headers: { ...headers, 'content-length': String(Buffer.byteLength(body)), connection: 'close' },
    agent: false,
    lookup: pinnedTo(addresses),
    maxHeaderSize: MOST_HEADER_BYTES,
    signal: over,
  });
  try {
    return await untilOver(exchange(request, body), over);
  } catch (error) {
    // Why it was ended says more than that it was.
    throw over.aborted ? over.reason : error;
  }
}

async function resolveOnce(url: URL, lookup: Lookup, allowed: AllowedHosts): Promise<readonly string[]> {
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const addresses = isIP(host) === 0 ? await lookup(host) : [host];
  if (addresses.length === 0) throw new Error('the host has no address');
  if (allowed.allows(url)) return addresses;
  if (url.protocol !== 'https:') throw new ForbiddenTarget('only https is allowed');
  // One inner address among many is enough to refuse: which one is taken is not ours to say.
  if (!addresses.every(isOpenAddress)) throw new ForbiddenTarget('the host is not on the open Internet');
  return addresses;
}

/** As the system does: a host of one's own network may stand in the hosts file alone. */
async function lookUpAll(host: string): Promise<readonly string[]> {
  const found = await lookUpHost(host, { all: true });
  return found.map(({ address }) => address);
}

/** Answers the connection's own look-up with what was vetted, without asking anybody. */
function pinnedTo(addresses: readonly string[]): LookupFunction {
  const found = addresses.map((address) => ({ address, family: isIP(address) }));
  return (_host, options, done) => {
    const [first] = found;
    if (options.all === true) done(null, found);
    else done(null, first?.address ?? '', first?.family);
  };
}

function exchange(request: ClientRequest, body: string): Promise<PostAnswer> {
  return new Promise((resolve, reject) => {
    request.on('error', reject);
    // Of another protocol we speak none, and Node would close the connection without a word.
    request.on('upgrade', ({ statusCode = 0 }, socket) => {
      socket.destroy();
      resolve({ status: statusCode, retryAfter: null });
    });
    request.on('response', (response) => {
      const answer = {
        status: response.statusCode ?? 0,
        retryAfter: response.headers['retry-after'] ?? null,
      };
      let bytes = 0;
      response.on('data', (chunk: Buffer) => {
        bytes += chunk.length;
        if (bytes > MOST_BODY_BYTES) request.destroy(new Error('the answer is too long'));
      });
      response.on('error', reject);
      response.on('end', () => resolve(answer));
    });
    request.end(body);
  });
}
