import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { endangersOwner } from '../src/api-keys/authority.ts';

type Settings = Parameters<typeof endangersOwner>[0];

function owner(changes: Partial<Settings> = {}): Settings {
  return { scopes: '["owner"]', expires_at: null, restriction: null, ...changes };
}

function boundTo(...ranges: string[]): Partial<Settings> {
  return { restriction: JSON.stringify({ kind: 'ips', ranges }) };
}

const ROWS: readonly [reason: string, before: Settings, after: Settings, endangered: boolean][] = [
  ['nothing changes', owner(), owner(), false],
  ['it is owner no more', owner(), owner({ scopes: '["read"]' }), true],
  ['it gets an end', owner(), owner({ expires_at: 9 }), true],
  ['its end comes earlier', owner({ expires_at: 9 }), owner({ expires_at: 8 }), true],
  ['its end stays', owner({ expires_at: 9 }), owner({ expires_at: 9 }), false],
  ['its end comes later', owner({ expires_at: 9 }), owner({ expires_at: 10 }), false],
  ['its end is lifted', owner({ expires_at: 9 }), owner(), false],
  ['it is bound to addresses', owner(), owner(boundTo('192.0.2.0/24')), true],
  ['it is bound to fewer', owner(boundTo('192.0.2.0/24')), owner(boundTo('192.0.2.1')), true],
  ['it is bound to more', owner(boundTo('192.0.2.1')), owner(boundTo('192.0.2.0/24')), false],
  ['it is freed of them', owner(boundTo('192.0.2.1')), owner(), false],
];

describe('whether an owner key becomes less to rely on', () => {
  for (const [reason, before, after, endangered] of ROWS) {
    it(`${reason}: ${endangered ? 'yes' : 'no'}`, () => {
      assert.equal(endangersOwner(before, after), endangered);
    });
  }
});
