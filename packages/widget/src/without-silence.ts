/**
 * Reads the next piece of a stream. A connection that died without a word (a laptop that slept, a router that forgot)
 * never ends by itself: after so much silence it is given up.
 *
 * @throws Error when nothing came in time; the stream is cancelled then
 */
export function withoutSilence<Piece>(
  reader: ReadableStreamDefaultReader<Piece>,
  silenceMs: number,
): Promise<ReadableStreamReadResult<Piece>> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      const reason = new Error(`no word for ${silenceMs / 1000} s`);
      reject(reason);
      reader.cancel(reason).catch(reject);
    }, silenceMs);
    reader
      .read()
      .then(resolve, reject)
      .finally(() => clearTimeout(timer));
  });
}
