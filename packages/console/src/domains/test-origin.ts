import { isLocalhost, matchesOrigin, parseOriginHeader, parseOriginPattern } from '@wicketgate/core';
import { domainText as text } from '../messages/domains.ts';
import { parseAddress } from '../ui/parse-address.ts';

/** What decides about a page, in the order in which it is asked. */
export interface TestedList {
  readonly entries: readonly string[];
  readonly inherited: readonly string[];
  readonly allowLocalhost: boolean;
}

export interface OriginVerdict {
  readonly passes: boolean;
  readonly words: string;
  /** As a browser would send it; absent where the text is no address. */
  readonly origin?: string;
}

/**
 * What the gate would say of a page: its own matching, on lists that need not be saved yet.
 *
 * @param typed the address of a page; without a scheme it is taken as https
 */
export function testOrigin(typed: string, list: TestedList): OriginVerdict {
  const address = /^[a-z]+:\/\//i.test(typed.trim()) ? typed.trim() : `https://${typed.trim()}`;
  const header = parseOriginHeader(parseAddress(address)?.origin);
  if (header.kind !== 'present') return { passes: false, words: text.unreadable };
  const { origin } = header;
  const rule = [...list.entries, ...list.inherited].find((entry) => {
    const parsed = parseOriginPattern(entry);
    return parsed.ok && matchesOrigin(parsed.value.pattern, origin);
  });
  if (rule !== undefined) return { passes: true, words: text.passes(origin.text, rule), origin: origin.text };
  if (list.allowLocalhost && isLocalhost(origin)) {
    return { passes: true, words: text.passes(origin.text, text.localhost), origin: origin.text };
  }
  return { passes: false, words: text.fails(origin.text), origin: origin.text };
}
