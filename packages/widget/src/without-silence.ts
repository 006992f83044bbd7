/**
 * Reads the next piece of a stream. A connection that died without a word (a laptop that slept, a router that forgot)
 * never ends by itself: after so much silence it is given up, and has ended.
 */
export function withoutSilence<Piece>(
  reader: ReadableStreamDefaultReader<Piece>,
  silenceMs: number,
): Promise<ReadableStreamReadResult<Piece>> {
  const timer = setTimeout(() => reader.cancel().catch(() => null), silenceMs);
  return reader.read().finally(() => clearTimeout(timer));
}
