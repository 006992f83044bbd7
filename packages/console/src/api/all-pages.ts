interface Page<Item> {
  readonly data: readonly Item[];
  readonly nextCursor: string | null;
}

/**
 * A whole list, for tables that are searched and sorted as one.
 *
 * @param readPage reads the page after a cursor
 */
export async function allPages<Item>(
  readPage: (query: { limit: string; cursor?: string }) => Promise<Page<Item>>,
): Promise<Item[]> {
  const items: Item[] = [];
  let cursor: string | null = null;
  do {
    const page: Page<Item> = await readPage({ limit: '500', ...(cursor === null ? {} : { cursor }) });
    items.push(...page.data);
    cursor = page.nextCursor;
  } while (cursor !== null);
  return items;
}
