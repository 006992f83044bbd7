/** Listens to several events until the signal ends it. */
export function listen(
  target: EventTarget,
  handlers: Record<string, (event: never) => unknown>,
  signal: AbortSignal,
): void {
  for (const type in handlers) target.addEventListener(type, handlers[type] as EventListener, { signal });
}
