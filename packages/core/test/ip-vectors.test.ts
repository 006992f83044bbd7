import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  ipInRange,
  isPrivateAddress,
  limitBucket,
  maskAddress,
  parseIpAddress,
  parseIpRange,
  printIpRange,
} from '../src/index.ts';
import { readVectors } from './vectors.ts';

interface IpVectors {
  addresses: { reason: string; input: string; text: string | null; bucket?: string; mask?: string }[];
  ranges: { reason: string; input: string; print: string | null; notices?: number; problem?: string }[];
  contains: { reason: string; range: string; address: string; contains: boolean }[];
  private: { reason: string; address: string; private: boolean }[];
}

const vectors = readVectors<IpVectors>('ips.json');

describe('parseIpAddress: one address has one text, one rate-limit bucket and one mask', () => {
  for (const row of vectors.addresses) {
    it(row.reason, () => {
      const parsed = parseIpAddress(row.input);
      if (row.text === null) {
        assert.ok(!parsed.ok, 'should be refused');
        assert.equal(parsed.problem.code, 'ip_range_invalid');
        return;
      }
      assert.ok(parsed.ok, JSON.stringify(parsed));
      const { text, bucket, mask } = row;
      assert.equal(parsed.value.text, text);
      assert.deepEqual([limitBucket(parsed.value), maskAddress(parsed.value)], [bucket, mask]);
    });
  }
});

describe('parseIpRange: what is typed becomes a range or a refusal that says what to change', () => {
  for (const row of vectors.ranges) {
    it(row.reason, () => {
      const parsed = parseIpRange(row.input);
      if (row.print === null) {
        assert.ok(!parsed.ok, 'should be refused');
        assert.equal(parsed.problem.code, 'ip_range_invalid');
        assert.ok(parsed.problem.detail.includes(row.problem ?? ''), parsed.problem.detail);
        return;
      }
      assert.ok(parsed.ok, JSON.stringify(parsed));
      assert.equal(printIpRange(parsed.value.range), row.print);
      assert.equal(parsed.value.notices.length, row.notices, parsed.value.notices.join(' '));
    });
  }
});

describe('ipInRange', () => {
  for (const row of vectors.contains) {
    it(row.reason, () => {
      const range = parseIpRange(row.range);
      const address = parseIpAddress(row.address);
      assert.ok(range.ok && address.ok);
      assert.equal(ipInRange(range.value.range, address.value), row.contains);
    });
  }
});

describe('isPrivateAddress: whose forwarding header may come from a proxy next door', () => {
  for (const row of vectors.private) {
    it(row.reason, () => {
      const address = parseIpAddress(row.address);
      assert.ok(address.ok);
      assert.equal(isPrivateAddress(address.value), row.private);
    });
  }
});
