import assert from 'node:assert/strict';
import { KEY_PATTERN } from '@wicketgate/core';
import { sha256 } from '../../src/platform/sha256.ts';
import { type Browser, PASSWORD } from './browser.ts';
import type { TestInstance } from './test-instance.ts';

/**
 * That no text (the log, unless another is given) holds a plaintext secret or the digest of one.
 *
 * @param secrets those that were sent; anything that looks like a key is found without being named
 */
export function assertNothingTold(
  instance: TestInstance,
  secrets: readonly string[],
  text = instance.log.join(''),
): void {
  assert.equal(KEY_PATTERN.exec(text), null, 'something that looks like a key was told');
  for (const secret of [instance.ownerKey, ...secrets]) {
    assert.ok(!text.includes(secret), 'a secret was told');
    assert.ok(!text.includes(sha256(secret)), 'a digest was told');
  }
}

/** That no call was answered with a fault of our own. */
export function assertNoFault({ log }: TestInstance): void {
  for (const line of log) assert.ok(!/"level":(50|60|"error"|"fatal")/.test(line), line);
}

/** That the log holds nothing that anybody could sign in with: no password, no cookie of theirs and no link. */
export function assertNoSignInLogged(
  instance: TestInstance,
  { cookies }: Browser,
  passwords: readonly string[] = [],
): void {
  const text = instance.log.join('\n');
  for (const secret of [PASSWORD, ...passwords, ...[...cookies.values()].map(decodeURIComponent)]) {
    assert.ok(!text.includes(secret));
  }
  assert.doesNotMatch(text, /cbt_|session_token/);
}
