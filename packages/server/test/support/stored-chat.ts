import type { Store } from '../../src/store/store.ts';

/** How much is stored of all that visitors make: a refusal must leave it as it was. */
export async function countStored(store: Store) {
  const tables = ['visitor', 'conversation', 'message'] as const;
  const counts: Record<string, number> = {};
  for (const table of tables) {
    const { count } = await store.read
      .selectFrom(table)
      .select((eb) => eb.fn.countAll<number>().as('count'))
      .executeTakeFirstOrThrow();
    counts[table] = Number(count);
  }
  return counts;
}
