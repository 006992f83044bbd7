import { type IpAddress, isPrivateAddress, parseIpAddress } from '@wicketgate/core';
import { LRUCache } from 'lru-cache';
import type { Logger } from '../platform/logger.ts';

const REMEMBERED_ADDRESSES = 4_096;

export interface ClientAddress {
  /** Whom the gate judges by IP rules; null when it cannot be told. */
  readonly address: IpAddress | null;
  /** Whom the per-address limit counts; null when counting would throttle everyone behind a proxy as one. */
  readonly limited: IpAddress | null;
}

interface Connection {
  readonly socket: { readonly remoteAddress?: string | undefined };
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
}

/**
 * Tells a request's client address.
 *
 * @param trustedHops proxies whose X-Forwarded-For is believed, counted from the right; 0 believes none
 */
export function createClientAddress(
  trustedHops: number,
  logger: Logger,
): (request: Connection) => ClientAddress {
  const parsed = new LRUCache<string, ClientAddress>({ max: REMEMBERED_ADDRESSES });
  let warned = false;
  return ({ socket, headers }) => {
    const forwarded = headers['x-forwarded-for'];
    // Of a link-local peer Node tells the interface, too: fe80::1%eth0.
    const peer = parse((socket.remoteAddress ?? '').replace(/%.*$/, ''));
    if (trustedHops > 0) {
      const entry = fromForwarded(forwarded, trustedHops);
      if (entry === undefined) return peer;
      const client = parse(withoutPort(entry));
      if (client.address !== null) return client;
      warnOnce(
        'X-Forwarded-For has no address where TRUST_PROXY looks for one: IP rules refuse such calls, and the per-address limit counts their peer; make the proxy append its peer',
      );
      return { address: null, limited: peer.limited };
    }
    if (forwarded === undefined || peer.address === null || !isPrivateAddress(peer.address)) return peer;
    warnOnce(
      'a proxy sends X-Forwarded-For but TRUST_PROXY is 0: the per-address limit is skipped and IP rules see the proxy; set TRUST_PROXY to the number of proxies',
    );
    return { address: peer.address, limited: null };
  };

  function warnOnce(message: string): void {
    if (!warned) logger.warn(message);
    warned = true;
  }

  function parse(text: string): ClientAddress {
    const known = parsed.get(text);
    if (known !== undefined) return known;
    const result = parseIpAddress(text);
    const address = result.ok ? result.value : null;
    const value = { address, limited: address };
    parsed.set(text, value);
    return value;
  }
}

/** Some proxies append the port as well: `203.0.113.7:4711`, `[2001:db8::7]:4711`. */
function withoutPort(entry: string): string {
  const [, address] = /^\[([^\]]*)\](?::\d{1,5})?$/.exec(entry) ?? /^([\d.]+):\d{1,5}$/.exec(entry) ?? [];
  return address ?? entry;
}

/** Each proxy appends its peer; what stands left of the trusted ones was written by the client. */
function fromForwarded(header: string | string[] | undefined, trustedHops: number): string | undefined {
  if (header === undefined) return undefined;
  const entries = String(header).split(',');
  return entries[Math.max(0, entries.length - trustedHops)]?.trim();
}
