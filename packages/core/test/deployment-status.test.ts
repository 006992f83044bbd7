import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type DeploymentStatus, deploymentStatus } from '../src/index.ts';

const SITE = 'shop.example.com';

const ROWS: readonly [
  reason: string,
  type: string,
  site: string | null,
  revokedAtMs: number | null,
  DeploymentStatus,
][] = [
  ['a shop that is tied to its store', 'shopify', SITE, null, 'active'],
  ['a shop that is not yet', 'shopify', null, null, 'unlinked'],
  ['a plugin that is tied to its site', 'wordpress', SITE, null, 'active'],
  ['a plugin that is not yet', 'wordpress', null, null, 'unlinked'],
  ['a website needs no link', 'website', null, null, 'active'],
  ['a custom one has nothing to be tied to', 'custom', null, null, 'active'],
  ['what is revoked is revoked, linked or not', 'shopify', null, 1, 'revoked'],
  ['and so from the first moment of time', 'website', SITE, 0, 'revoked'],
];

describe('deploymentStatus', () => {
  for (const [reason, type, site, revokedAtMs, status] of ROWS) {
    it(`${reason}: ${status}`, () => assert.equal(deploymentStatus({ type, site, revokedAtMs }), status));
  }
});
