import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { decodeBase64UrlText, isCanonicalBase64Url } from '../src/base64url.ts';

/** Some encode a text, some bytes that are none, and some are no base64url at all. */
const encoded = fc.oneof(
  fc.string({ unit: 'binary' }).map((text) => Buffer.from(text).toString('base64url')),
  fc.stringMatching(/^[A-Za-z0-9_-]{0,8}$/),
  fc.stringMatching(/^[A-Za-z0-9_+/=-]{0,8}$/),
);

describe('laws of base64url', () => {
  it('canonical is what comes back the same from its bytes', () => {
    fc.assert(
      fc.property(encoded, (text) => {
        assert.equal(isCanonicalBase64Url(text), encodedAnew(text) === text);
      }),
      { numRuns: 1000 },
    );
  });

  it('what is canonical and UTF-8 is decoded, and nothing else', () => {
    fc.assert(
      fc.property(encoded, (text) => {
        assert.equal(decodeBase64UrlText(text), encodedAnew(text) === text ? textOf(text) : null);
      }),
      { numRuns: 1000 },
    );
  });
});

function encodedAnew(text: string): string {
  return Buffer.from(text, 'base64url').toString('base64url');
}

function textOf(canonical: string): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(
      Buffer.from(canonical, 'base64url'),
    );
  } catch {
    return null;
  }
}
