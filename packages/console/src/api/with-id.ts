import { ChangedSince } from './changed-since.ts';

/**
 * One thing of a list, where the API has no address for it alone.
 *
 * @throws ChangedSince when it is not there any more
 */
export function withId<Item extends { readonly id: string }>(items: readonly Item[], id: string): Item {
  const found = items.find((item) => item.id === id);
  if (found === undefined) throw new ChangedSince();
  return found;
}
