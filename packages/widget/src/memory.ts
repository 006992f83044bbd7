/**
 * What a visitor decided stays decided on later pages, or on this one alone where storage is blocked, which is an
 * ordinary condition here and no fault.
 *
 * @param change `setItem` remembers a yes, `removeItem` takes it back
 * @returns for `getItem` null or nothing if there was no yes
 */
export function memory(change: 'getItem' | 'setItem' | 'removeItem', name: string): unknown {
  try {
    return localStorage[change](`wicketgate:${name}`, '1');
  } catch {
    // Nothing is remembered.
  }
  return undefined;
}
