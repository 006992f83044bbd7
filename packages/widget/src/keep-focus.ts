/** Where the panel covers the whole screen it is modal. The same limits stand in panel.css. */
export const SMALL_SCREEN = '(max-width: 480px), (max-height: 460px)';

/**
 * Keeps the focus inside: Tab on the last element goes to the first one, and back.
 *
 * @param key a Tab key's event
 */
export function keepFocusInside(panel: HTMLElement, key: KeyboardEvent): void {
  const stops = panel.querySelectorAll<HTMLElement>('button, a[href], textarea, [tabindex="0"]');
  const first = stops[0];
  const last = stops[stops.length - 1];
  const focused = (panel.getRootNode() as ShadowRoot).activeElement;
  const leaves = focused === (key.shiftKey ? first : last) || !panel.contains(focused) || focused === panel;
  if (!leaves) return;
  key.preventDefault();
  (key.shiftKey ? last : first)?.focus();
}

/** Whether the visitor is at something of the page, and should stay there. */
export function isElsewhere(host: HTMLElement): boolean {
  return !host.shadowRoot?.activeElement && !document.activeElement?.matches('html,body');
}
