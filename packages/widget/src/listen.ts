/** Listens to several events until the signal ends it. */
export function listen(
  target: EventTarget,
  handlers: Record<string, (event: never) => unknown>,
  signal: AbortSignal,
): void {
  for (const type in handlers) {
    const handler = handlers[type];
    // What a page has put into every object is none.
    if (typeof handler === 'function') target.addEventListener(type, handler as EventListener, { signal });
  }
}
