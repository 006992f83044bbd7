/**
 * Waits for work, but no longer than a signal allows: what the work waits for (a name server, a mail server) must not
 * hold anybody longer than a receiver may.
 *
 * @throws what the work threw, or the signal's reason
 */
export function untilOver<T>(work: Promise<T>, over: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const abort = () => reject(over.reason);
    if (over.aborted) abort();
    over.addEventListener('abort', abort, { once: true });
    work.then(resolve, reject).finally(() => over.removeEventListener('abort', abort));
  });
}
