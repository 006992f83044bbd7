import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { describe, it } from 'node:test';
import {
  checkJwtClaims,
  checkJwtShape,
  checkUserId,
  isCanonicalBase64Url,
  isUserHash,
} from '../src/index.ts';
import { readVectors } from './vectors.ts';

interface IdentityVectors {
  chatbotId: string;
  nowMs: number;
  claims: {
    reason: string;
    claims: Record<string, unknown>;
    valid: boolean;
    expected?: object;
    problem?: string;
  }[];
  tokens: { reason: string; token: string; valid: boolean; kid?: string; problem?: string }[];
  base64url: { reason: string; text: string; canonical: boolean }[];
  userHashes: { reason: string; secret: string; userId: string; userHash: string }[];
  hashForms: { reason: string; text: string; wellFormed: boolean }[];
  userIds: { reason: string; userId: string; valid: boolean }[];
}

const vectors = readVectors<IdentityVectors>('identity.json');

describe('checkJwtClaims: a proof is about this chatbot, one person and a short time', () => {
  for (const row of vectors.claims) {
    it(row.reason, () => {
      const checked = checkJwtClaims(row.claims, vectors.chatbotId, vectors.nowMs);
      assert.equal(checked.ok, row.valid, JSON.stringify(checked));
      if (checked.ok) {
        assert.deepEqual(checked.value, row.expected);
        return;
      }
      assert.equal(checked.problem.code, 'identity_invalid');
      assert.ok(checked.problem.detail.includes(row.problem ?? ''), checked.problem.detail);
    });
  }
});

describe('checkJwtShape: one token has one text, and does not choose its own check', () => {
  for (const row of vectors.tokens) {
    it(row.reason, () => {
      const checked = checkJwtShape(row.token);
      assert.equal(checked.ok, row.valid, JSON.stringify(checked));
      if (checked.ok) {
        assert.deepEqual(checked.value, { header: { alg: 'HS256', kid: row.kid } });
        return;
      }
      assert.equal(checked.problem.code, 'identity_invalid');
      assert.ok(checked.problem.detail.includes(row.problem ?? ''), checked.problem.detail);
    });
  }
});

describe('isCanonicalBase64Url', () => {
  for (const row of vectors.base64url) {
    it(row.reason, () => assert.equal(isCanonicalBase64Url(row.text), row.canonical));
  }
});

describe('userHash: the published recipe gives the published hashes', () => {
  for (const row of vectors.userHashes) {
    it(row.reason, () => {
      const hash = createHmac('sha256', row.secret).update(row.userId, 'utf8').digest('hex');
      assert.equal(hash, row.userHash);
      assert.ok(isUserHash(row.userHash));
      assert.ok(checkUserId(row.userId).ok);
    });
  }
});

describe('isUserHash: one proof has one spelling', () => {
  for (const row of vectors.hashForms) {
    it(row.reason, () => assert.equal(isUserHash(row.text), row.wellFormed));
  }
});

describe('checkUserId: what every store can hold', () => {
  for (const row of vectors.userIds) {
    it(row.reason, () => {
      const checked = checkUserId(row.userId);
      assert.equal(checked.ok ? null : checked.problem.code, row.valid ? null : 'identity_invalid');
    });
  }
});
