/** Waits for something to happen (null: for nothing), but no longer than `ms`, and no longer than the signal allows. */
export function waitAtMost(event: Promise<unknown> | null, ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal?.aborted) {
      resolve();
      return;
    }
    const timer = setTimeout(done, ms);
    signal?.addEventListener('abort', done, { once: true });
    void event?.then(done, done);

    function done(): void {
      clearTimeout(timer);
      signal?.removeEventListener('abort', done);
      resolve();
    }
  });
}
