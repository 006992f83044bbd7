/** There is no connection, or no server at its other end. */
export class NoAnswer extends Error {}

/**
 * Fetches as the platform does, but that its TypeError, which says that no answer came, is one of a class of its own:
 * elsewhere a TypeError is a mistake of this page.
 *
 * @throws NoAnswer
 */
export async function fetchAnswer(...asked: Parameters<typeof fetch>): Promise<Response> {
  try {
    return await fetch(...asked);
  } catch (cause) {
    if (!(cause instanceof TypeError)) throw cause;
    throw new NoAnswer('no answer came', { cause });
  }
}
