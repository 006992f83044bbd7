import { parseOriginHeader } from '@wicketgate/core';
import { toCachedSubject } from '../../src/gate/cached-subject.ts';
import { SharedParts } from '../../src/gate/shared-parts.ts';
import type { RouteClass } from '../../src/http/counting-mark.ts';
import { createLogger } from '../../src/platform/logger.ts';
import type { KeyTable, UsageRollupTable } from '../../src/store/schema.ts';
import type { GateRow, Store } from '../../src/store/store.ts';
import { UsageCounter } from '../../src/usage/usage-counter.ts';
import { type Installation, installation, storeInstallation } from './store-rows.ts';

export const HOUR_MS = 3_600_000;
export const DAY_MS = 86_400_000;
/** The beginning of an hour, and of a day. */
export const START_MS = Date.UTC(2031, 5, 10);

export interface Call {
  readonly origin?: string;
  /** `allowed` if absent. */
  readonly outcome?: 'allowed' | 'origin_not_allowed' | 'rate_limited';
  readonly route?: RouteClass;
  readonly atMs?: number;
  readonly tookMs?: number;
  readonly times?: number;
}

export function newCounter(store: Store): UsageCounter {
  return new UsageCounter(store, createLogger('silent'));
}

/** Counts calls of a stored key as the door does: with the record that the gate has of it. */
export async function count(
  counter: UsageCounter,
  store: Store,
  key: Pick<KeyTable, 'digest'>,
  calls: readonly Call[],
): Promise<void> {
  const row = await store.findKey(key.digest);
  if (row === null) throw new Error('there is no such key');
  countRow(counter, row, calls);
}

/** The same with what the store found for the gate. */
export function countRow(counter: UsageCounter, row: GateRow, calls: readonly Call[]): void {
  const subject = toCachedSubject(row, new SharedParts());
  for (const call of calls) {
    const { origin, outcome = 'allowed', route = 'config', atMs = START_MS, tookMs = 3, times = 1 } = call;
    const credential = { kind: 'key', type: subject.type, fromBrowser: true, subject } as const;
    const facts = { nowMs: atMs, origin: parseOriginHeader(origin), credential };
    const decision =
      outcome === 'allowed'
        ? ({ allow: true, subject, rule: null, reported: null } as const)
        : ({ allow: false, reason: outcome, subject } as const);
    for (let time = 0; time < times; time += 1) counter.count({ decision, facts }, route, tookMs);
  }
}

/** The same for a key that goes by its id, and what was counted is written down. */
export async function countAndStore(store: Store, keyId: string, calls: readonly Call[]): Promise<void> {
  const query = store.read.selectFrom('key').select('digest').where('id', '=', keyId);
  const counter = newCounter(store);
  await count(counter, store, await query.executeTakeFirstOrThrow(), calls);
  await counter.close();
}

/** A key in a store, created long before anything is counted. */
export function storeKey(
  store: Store,
  parts: Parameters<typeof installation>[0] = {},
): Promise<Installation> {
  const restriction = JSON.stringify({ kind: 'websites', origins: ['https://shop.example.com'] });
  return storeInstallation(
    store,
    installation({ ...parts, deployment: { restriction, ...parts.deployment } }),
  );
}

export function rollupsOf(store: Store, keyId: string): Promise<UsageRollupTable[]> {
  return store.read
    .selectFrom('usage_rollup')
    .selectAll()
    .where('key_id', '=', keyId)
    .orderBy('at')
    .orderBy('origin')
    .orderBy('outcome')
    .orderBy('route')
    .execute();
}

export async function totalOf(store: Store, keyId: string): Promise<number> {
  return (await rollupsOf(store, keyId)).reduce((sum, { requests }) => sum + requests, 0);
}

export async function noticesOf(
  store: Store,
  subjectId: string,
): Promise<{ kind: string; payload: Record<string, unknown> }[]> {
  const rows = await store.read
    .selectFrom('notice')
    .select(['kind', 'payload'])
    .where('subject_id', '=', subjectId)
    .orderBy('dedupe_key')
    .execute();
  return rows.map(({ kind, payload }) => ({ kind, payload: JSON.parse(payload) }));
}
