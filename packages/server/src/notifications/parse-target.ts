import { isIP } from 'node:net';
import { Refused } from '../http/problem.ts';
import type { AllowedHosts } from './allowed-hosts.ts';
import { isOpenAddress } from './vet-addresses.ts';

/** Names that mean this machine or this network wherever they are asked. */
const INNER_NAME = /(^|\.)(localhost|local|internal|home\.arpa|lan)\.?$/;

/**
 * Reads the address of a receiver. What its name means is looked up before each delivery; here is refused what cannot
 * become right.
 *
 * @returns as the URL standard writes it
 * @throws Refused validation_failed
 */
export function parseTargetUrl(text: string, allowed: AllowedHosts): string {
  const url = URL.parse(text);
  if (url === null) throw badUrl('is not an address');
  if (url.username !== '' || url.password !== '') throw badUrl('must not hold a name or password');
  if (allowed.allows(url)) return withoutFragment(url);
  if (url.protocol !== 'https:') throw badUrl('must begin with https://');
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const inner = isIP(host) === 0 ? INNER_NAME.test(host) || !host.includes('.') : !isOpenAddress(host);
  if (inner) {
    throw badUrl(
      'must be a host on the open Internet; the operator may allow others (WEBHOOK_ALLOWED_HOSTS)',
    );
  }
  return withoutFragment(url);
}

function withoutFragment(url: URL): string {
  url.hash = '';
  return url.href;
}

function badUrl(detail: string): Refused {
  return new Refused('validation_failed', `url ${detail}.`, { errors: [{ pointer: '/url', detail }] });
}
