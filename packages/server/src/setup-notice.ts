import { offerSetup } from './accounts/setup.ts';
import type { Store } from './store/store.ts';

/** What a start prints while no person owns the instance; empty once somebody does. To the terminal, never to the log. */
export async function setupNotice(store: Store, publicUrl: string): Promise<string> {
  const link = await offerSetup(store, publicUrl);
  return link === null ? '' : `\n  Nobody owns this instance yet. Become its owner:  ${link}\n\n`;
}
