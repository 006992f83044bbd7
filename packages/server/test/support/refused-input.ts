import assert from 'node:assert/strict';
import { it } from 'node:test';
import type { ErrorCode } from '@wicketgate/core';
import { assertNoFault, assertNothingTold } from './assert-nothing-told.ts';
import { assertProblem } from './assert-problem.ts';
import { deploy } from './deployed.ts';
import { type Sent, send } from './raw-request.ts';
import { storedRows } from './stored-rows.ts';
import type { Engine, TestInstance } from './test-instance.ts';
import { startTwoTenants, type TwoTenants } from './two-tenants.ts';

const DAY_MS = 86_400_000;

/** Two tenants whom bad input must not change, and keys that open nothing or little. */
export interface InputScene {
  readonly tenants: TwoTenants;
  readonly instance: TestInstance;
  /** Of a deployment that only SITE may use. */
  readonly siteKey: string;
  readonly revoked: string;
  readonly expired: string;
  /** Every stored row, as it was before anything was sent. */
  readonly untouched: Readonly<Record<string, readonly string[]>>;
}

export async function openInputScene(engine: Engine): Promise<InputScene> {
  const tenants = await startTwoTenants(engine);
  const { instance, ours } = tenants;
  const bot = ours.ids.bot as string;
  const { secret: siteKey } = await deploy(instance, bot);
  const gone = await deploy(instance, bot);
  await instance.call('POST', `${gone.path}/revocation`);
  const expiresAt = new Date((await instance.store.nowMs()) + DAY_MS).toISOString();
  const body = { label: 'Short', scopes: ['read'], expiresAt };
  const created = await instance.call('POST', '/api/v1/api-keys', { body });
  assert.equal(created.status, 201, created.text);
  instance.travel(2 * DAY_MS);
  const untouched = await storedRows(instance);
  return { tenants, instance, siteKey, revoked: gone.secret, expired: created.json.key.secret, untouched };
}

export interface RefusedRow {
  readonly sent: () => Sent;
  readonly code: ErrorCode;
}

/** A test for each of these requests: it is refused with this code, tells nothing and changes nothing. */
export function itRefuses(
  scene: () => InputScene,
  title: string,
  rows: Readonly<Record<string, RefusedRow>>,
): void {
  for (const [reason, { sent, code }] of Object.entries(rows)) {
    it(`${title}: ${reason}: ${code}`, async () => {
      const { instance, siteKey, revoked, expired, untouched } = scene();
      const answer = await send(instance, sent());
      assertProblem(answer, code);
      assertNothingTold(instance, [siteKey, revoked, expired], JSON.stringify(answer));
      assert.deepEqual(await storedRows(instance), untouched);
    });
  }
}

/** The last test of a suite: whatever was sent, its log holds no secret and no fault. */
export function itLoggedNoSecret(scene: () => InputScene): void {
  it('no secret was logged, and nothing faulted', () => {
    const { instance, tenants, siteKey, expired, revoked } = scene();
    const { ours, theirs } = tenants;
    assertNothingTold(instance, [ours.key, theirs.key, siteKey, expired, revoked, ours.visitorToken]);
    assertNoFault(instance);
  });
}
