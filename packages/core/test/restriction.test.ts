import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  allowsRestriction,
  isWithinRestriction,
  parseIpRanges,
  parseOriginPatterns,
  parseRestriction,
  printRestriction,
  type Restriction,
  type RestrictionHolder,
  type RestrictionInput,
  readRestriction,
  requireOrigins,
} from '../src/index.ts';
import { patternOf, rangeOf } from './plain-facts.ts';

describe('parseRestriction and printRestriction: what is stored is explicit and normalized', () => {
  const rows: [reason: string, input: RestrictionInput, printed: RestrictionInput, notices: number][] = [
    ['none', { kind: 'none' }, { kind: 'none' }, 0],
    [
      'websites inherit from the organization unless told otherwise',
      { kind: 'websites', origins: ['App.Example.com/'] },
      { kind: 'websites', origins: ['app.example.com'], inheritOrganization: true },
      1,
    ],
    [
      'websites that do not inherit',
      { kind: 'websites', origins: ['https://app.example.com:443/a'], inheritOrganization: false },
      { kind: 'websites', origins: ['https://app.example.com'], inheritOrganization: false },
      1,
    ],
    [
      'no origins: judged by requireOrigins, which knows the organization',
      { kind: 'websites', origins: [] },
      { kind: 'websites', origins: [], inheritOrganization: true },
      0,
    ],
    [
      'addresses',
      { kind: 'ips', ranges: ['203.0.113.7/24', '::ffff:198.51.100.1'] },
      { kind: 'ips', ranges: ['203.0.113.0/24', '198.51.100.1'] },
      1,
    ],
    [
      'repeated entries are dropped with a notice, also when spelled differently',
      { kind: 'websites', origins: ['https://a.example.com', 'HTTPS://A.example.com:443'] },
      { kind: 'websites', origins: ['https://a.example.com'], inheritOrganization: true },
      1,
    ],
  ];
  for (const [reason, input, printed, notices] of rows) {
    it(reason, () => {
      const parsed = parseRestriction(input);
      assert.ok(parsed.ok);
      assert.deepEqual(printRestriction(parsed.value.restriction), printed);
      assert.equal(parsed.value.notices.length, notices);
      const again = parseRestriction(printed);
      assert.deepEqual(again, { ok: true, value: { restriction: parsed.value.restriction, notices: [] } });
      assert.deepEqual(readRestriction(printed), again, 'read back as it was printed');
      assert.deepEqual(readRestriction(input), parsed, 'read as if typed where it was not printed so');
    });
  }

  it('a bad entry is named by its place, and so is every other', () => {
    const parsed = parseRestriction(
      { kind: 'websites', origins: ['a.example.com', '*.com', 'ftp://b'] },
      '/r',
    );
    assert.ok(!parsed.ok);
    const { code, pointer, detail, errors } = parsed.problem;
    assert.deepEqual([code, pointer], ['origin_pattern_invalid', '/r/origins/1']);
    assert.ok(detail.includes('*.com'));
    assert.deepEqual(
      errors.map((error) => error.pointer),
      ['/r/origins/1', '/r/origins/2'],
    );
  });

  it('and so is a bad address', () => {
    const bad = parseRestriction({ kind: 'ips', ranges: ['203.0.113.7', 'home'] }, '/r');
    assert.ok(!bad.ok);
    assert.deepEqual([bad.problem.code, bad.problem.pointer], ['ip_range_invalid', '/r/ranges/1']);
  });

  it('a notice names its entry too', () => {
    const parsed = parseRestriction({ kind: 'websites', origins: ['a.example.com', 'b.example.com/path'] });
    assert.ok(parsed.ok);
    assert.deepEqual(
      parsed.value.notices.map((notice) => notice.pointer),
      ['/restriction/origins/1'],
    );
  });

  it('addresses without any address would refuse every call', () => {
    const parsed = parseRestriction({ kind: 'ips', ranges: [] });
    assert.ok(!parsed.ok);
    assert.deepEqual(
      [parsed.problem.code, parsed.problem.pointer],
      ['ip_range_invalid', '/restriction/ranges'],
    );
  });
});

describe('lists', () => {
  const domains = (count: number) => Array.from({ length: count }, (_, index) => `s${index}.example.com`);
  const addresses = (count: number) => Array.from({ length: count }, (_, index) => `203.0.113.${index}`);

  it('200 entries are possible', () => {
    assert.ok(parseOriginPatterns(domains(200), '/origins').ok);
    assert.ok(parseIpRanges(addresses(200), '/ranges').ok);
  });

  it('one more is refused with the pointer of the list', () => {
    const origins = parseOriginPatterns(domains(201), '/origins');
    const ranges = parseIpRanges(addresses(201), '/ranges');
    assert.ok(!origins.ok && !ranges.ok);
    assert.deepEqual([origins.problem.code, origins.problem.pointer], ['origin_pattern_invalid', '/origins']);
    assert.deepEqual([ranges.problem.code, ranges.problem.pointer], ['ip_range_invalid', '/ranges']);
  });

  it('a very long entry is shortened in the message', () => {
    const parsed = parseOriginPatterns([`https://${'a'.repeat(100_000)}.com`], '/origins');
    assert.ok(!parsed.ok && parsed.problem.detail.length < 300);
  });

  it('a long run of blanks is refused quickly, not searched', () => {
    const parsed = parseOriginPatterns([`${' '.repeat(500_000)}a${' '.repeat(500_000)}b`], '/origins');
    assert.ok(!parsed.ok);
  });
});

describe('requireOrigins: nobody gets into the state in which every call is refused', () => {
  const own = [patternOf('app.example.com')];
  const rows: [reason: string, restriction: Restriction, organization: typeof own, allowed: boolean][] = [
    ['an own domain', { kind: 'websites', origins: own, inheritOrganization: false }, [], true],
    ['an inherited domain', { kind: 'websites', origins: [], inheritOrganization: true }, own, true],
    ['neither', { kind: 'websites', origins: [], inheritOrganization: true }, [], false],
    ['not inheriting', { kind: 'websites', origins: [], inheritOrganization: false }, own, false],
    ['no restriction needs none', { kind: 'none' }, [], true],
    ['addresses need none', { kind: 'ips', ranges: [] }, [], true],
  ];
  for (const [reason, restriction, organization, allowed] of rows) {
    it(reason, () => {
      const result = requireOrigins(restriction, organization);
      assert.equal(result.ok ? null : result.problem.code, allowed ? null : 'origins_required');
      if (!result.ok) assert.equal(result.problem.pointer, '/restriction/origins');
    });
  }
});

describe('allowsRestriction: servers have no origin', () => {
  const websites: Restriction = { kind: 'websites', origins: [], inheritOrganization: true };
  const ips: Restriction = { kind: 'ips', ranges: [] };
  const rows: [reason: string, holder: RestrictionHolder, restriction: Restriction, allowed: boolean][] = [
    ['a website with domains', 'website', websites, true],
    ['a website with addresses', 'website', ips, true],
    ['a Shopify store with domains', 'shopify', websites, true],
    ['a WordPress site with domains', 'wordpress', websites, true],
    ['a custom deployment with domains', 'custom', websites, false],
    ['a custom deployment with addresses', 'custom', ips, true],
    ['a custom deployment without', 'custom', { kind: 'none' }, true],
    ['an API key with domains', 'api_key', websites, false],
    ['an API key with addresses', 'api_key', ips, true],
  ];
  for (const [reason, holder, restriction, allowed] of rows) {
    it(reason, () => {
      const result = allowsRestriction(holder, restriction);
      assert.equal(result.ok ? null : result.problem.code, allowed ? null : 'validation_failed');
      if (!result.ok) assert.equal(result.problem.pointer, '/restriction/kind');
    });
  }
});

describe('isWithinRestriction: what lets in no more than another does', () => {
  const ips = (...ranges: string[]): Restriction => ({ kind: 'ips', ranges: ranges.map(rangeOf) });
  const none: Restriction = { kind: 'none' };
  const websites: Restriction = {
    kind: 'websites',
    origins: [patternOf('app.example.com')],
    inheritOrganization: false,
  };
  const rows: [reason: string, inner: Restriction, outer: Restriction, within: boolean][] = [
    ['everywhere is within everywhere', none, none, true],
    ['an address is within everywhere', ips('203.0.113.7'), none, true],
    ['everywhere is within no addresses, be they all', none, ips('0.0.0.0/0', '::/0'), false],
    ['a range is within itself', ips('203.0.113.0/24'), ips('203.0.113.0/24'), true],
    ['an address is within its range', ips('203.0.113.7'), ips('203.0.113.0/24'), true],
    ['a range is not within one of its addresses', ips('203.0.113.0/24'), ips('203.0.113.0'), false],
    ['a range is within one that ends inside a byte', ips('203.0.113.0/24'), ips('203.0.112.0/23'), true],
    ['and not within the next of those', ips('203.0.113.0/24'), ips('203.0.114.0/23'), false],
    ['one of several is enough', ips('198.51.100.1'), ips('203.0.113.0/24', '198.51.100.0/24'), true],
    ['but each must be in one', ips('203.0.113.7', '198.51.100.1'), ips('203.0.113.0/24'), false],
    ['IPv6 is within IPv6', ips('2001:db8:1::/48'), ips('2001:db8::/32'), true],
    ['and never within IPv4', ips('::'), ips('0.0.0.0/0'), false],
    ['nor IPv4 within IPv6', ips('203.0.113.7'), ips('::/0'), false],
    ['two halves are not the whole', ips('203.0.113.0/24'), ips('203.0.113.0/25', '203.0.113.128/25'), false],
    ['websites are within no addresses', websites, ips('0.0.0.0/0'), false],
    ['nor addresses within websites', ips('203.0.113.7'), websites, false],
  ];
  for (const [reason, inner, outer, within] of rows) {
    it(reason, () => assert.equal(isWithinRestriction(inner, outer), within));
  }
});
