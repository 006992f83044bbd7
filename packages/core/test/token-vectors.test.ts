import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { KEY_PATTERN, keyPreview, parseKey } from '../src/index.ts';
import { readVectors } from './vectors.ts';

interface TokenVectors {
  pattern: string;
  keys: {
    reason: string;
    text: string;
    valid: boolean;
    type?: string;
    environment?: string;
    preview?: string;
    problem?: string;
  }[];
  previews: { reason: string; text: string; preview: string }[];
}

const vectors = readVectors<TokenVectors>('tokens.json');

describe('parseKey: a key carries its own proof of being one', () => {
  for (const row of vectors.keys) {
    it(row.reason, () => {
      const parsed = parseKey(row.text);
      assert.equal(parsed.ok, row.valid);
      if (parsed.ok) {
        const { type, environment } = row;
        assert.deepEqual(parsed.value, { type, environment, text: row.text });
        assert.equal(keyPreview(row.text), row.preview);
        assert.match(row.text, KEY_PATTERN);
        return;
      }
      assert.equal(parsed.problem.code, 'key_malformed');
      assert.ok(parsed.problem.detail.includes(row.problem ?? ''), parsed.problem.detail);
      const tail = row.text.slice(-8);
      assert.ok(tail.length < 8 || !JSON.stringify(parsed).includes(tail), 'the refusal repeats no key');
    });
  }

  it('the published pattern is the one that scanners get', () => {
    assert.equal(KEY_PATTERN.source, vectors.pattern);
  });
});

describe('keyPreview: what is shown of a secret', () => {
  for (const row of vectors.previews) {
    it(row.reason, () => assert.equal(keyPreview(row.text), row.preview));
  }
});
