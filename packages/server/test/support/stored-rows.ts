import type { Schema } from '../../src/store/schema.ts';
import type { TestInstance } from './test-instance.ts';

/** Written beside the calls, whatever they are. */
type Counting = 'refusal' | `rejection${string}` | `usage_${string}` | 'notice';

/** All tables but those that are there to grow; a table that is forgotten here does not compile. */
const TABLES: Readonly<Record<Exclude<keyof Schema, Counting>, true>> = {
  organization: true,
  chatbot: true,
  deleted_chatbot: true,
  answer: true,
  deployment: true,
  key: true,
  preview: true,
  signing_secret: true,
  visitor: true,
  conversation: true,
  message: true,
  audit_head: true,
  audit_event: true,
  gate_head: true,
  gate_change: true,
  idempotency: true,
  setting: true,
  member: true,
  member_permission: true,
  invitation: true,
  webhook: true,
  delivery: true,
  user: true,
  session: true,
  account: true,
  verification: true,
  twoFactor: true,
  passkey: true,
};
/** Noted of every call, refused or not. */
const NOTED = new Set(['last_used_at', 'last_active_at', 'last_seen_at']);

/** Every stored row, by table, so that a test can say that nothing was stored, changed or removed. */
export async function storedRows({ store }: TestInstance): Promise<Record<string, readonly string[]>> {
  const tables = Object.keys(TABLES) as (keyof typeof TABLES)[];
  const read = async (table: keyof typeof TABLES) => {
    const rows = await store.read.selectFrom(table).selectAll().execute();
    return rows.map((row) => JSON.stringify(row, (name, value) => (NOTED.has(name) ? null : value))).sort();
  };
  return Object.fromEntries(await Promise.all(tables.map(async (table) => [table, await read(table)])));
}
