/**
 * Whether a key belongs to an input method. Safari sends the Enter that ends a composition after `compositionend`: only its
 * code tells by then (UI Events, section 7.3.1).
 */
export function isComposing(key: KeyboardEvent): boolean {
  return key.isComposing || key.keyCode === 229;
}
