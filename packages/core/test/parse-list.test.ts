import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parseOriginPatterns } from '../src/index.ts';
import { parseList } from '../src/parse-list.ts';
import { refuse } from '../src/result.ts';

describe('parseList: how much work a list of wrong entries is', () => {
  const entries = Array.from({ length: 200 }, (_, index) => `${index}`);

  it('after twenty problems no further entry is looked at, and the last problem says so', () => {
    const looked: string[] = [];
    const parsed = parseList(entries, '/origins', 'origin_pattern_invalid', (text) => {
      looked.push(text);
      return refuse('origin_pattern_invalid', `${text} is wrong.`);
    });
    assert.equal(looked.length, 20);
    assert.ok(!parsed.ok);
    assert.equal(parsed.problem.detail, '0 is wrong.');
    assert.equal(parsed.problem.errors.length, 20);
    assert.deepEqual(parsed.problem.errors.at(-1), {
      pointer: '/origins/19',
      detail: '19 is wrong. The entries after this one were not looked at.',
    });
  });

  it('a host over 253 code units is refused for its length, before IDNA reads it', () => {
    // IDNA would refuse it for its first label, which begins with a combining mark.
    const parsed = parseOriginPatterns([`\u0301${'\u4e2d'.repeat(2_000)}.example`], '/origins');
    assert.ok(!parsed.ok);
    assert.match(parsed.problem.detail, /over 253 bytes/);
  });
});
