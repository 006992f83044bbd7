/** There is no connection, or no server at its other end. */
export class NoAnswer extends Error {}

/**
 * Fetches as the platform does.
 *
 * @throws NoAnswer where fetch would throw a TypeError, which may as well be a mistake of this page
 */
export async function fetchAnswer(...asked: Parameters<typeof fetch>): Promise<Response> {
  try {
    return await fetch(...asked);
  } catch (cause) {
    if (!(cause instanceof TypeError)) throw cause;
    throw new NoAnswer('no answer came', { cause });
  }
}
