/** Where the visitor's wish for silence is kept. */
export const SOUND_MEMORY = 'sound';

/** @returns null where the browser refuses: a blocked storage is an ordinary condition here, not a fault */
export function attempt<Result>(action: () => Result): Result | null {
  try {
    return action();
  } catch {
    return null;
  }
}

/**
 * What a visitor decided stays decided on later pages, or on this one alone where storage is blocked.
 *
 * @param change `setItem` remembers a yes, `removeItem` takes it back
 * @returns for `getItem` null if there was no yes
 */
export function memory(change: 'getItem' | 'setItem' | 'removeItem', name: string): unknown {
  return attempt(() => localStorage[change](`wicketgate:${name}`, '1'));
}
