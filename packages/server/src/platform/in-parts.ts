/** Parts of a list, in order, of so many at most. */
export function* inParts<Item>(items: readonly Item[], most: number): Generator<readonly Item[]> {
  for (let from = 0; from < items.length; from += most) yield items.slice(from, from + most);
}

/** Both halves of a list, in order; null where it has not more than one item. */
export function inHalves<Item>(items: readonly Item[]): readonly [readonly Item[], readonly Item[]] | null {
  if (items.length < 2) return null;
  const middle = Math.ceil(items.length / 2);
  return [items.slice(0, middle), items.slice(middle)];
}
