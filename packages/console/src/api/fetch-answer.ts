/** There is no connection, or no server at its other end. */
export class NoAnswer extends Error {}

/** The server was asked and has not answered in time; whether it does so yet, nobody here knows. */
export class NoAnswerInTime extends Error {}

/** An answer that is not there by now is lost: a connection can die without telling either end. */
const PATIENCE_MS = 30_000;
/** For what the server has to go through a whole organization, or years of it. */
const LONG_PATIENCE_MS = 300_000;

export const fetchAnswer = fetchWithin(PATIENCE_MS);
export const fetchLongAnswer = fetchWithin(LONG_PATIENCE_MS);

/**
 * Fetches as the platform does, to the end of the body, but not for ever; and its TypeError, which says that no answer came, is
 * one of a class of its own: elsewhere a TypeError is a mistake of this page.
 *
 * @returns a `fetch` that rejects with NoAnswer, or after `patienceMs` with NoAnswerInTime
 */
function fetchWithin(patienceMs: number): typeof fetch {
  return async (input, options = {}) => {
    const end = new AbortController();
    let isLate = false;
    const timer = setTimeout(() => {
      isLate = true;
      end.abort();
    }, patienceMs);
    // Not by `AbortSignal.any`: the oldest browsers that the console is built for lack it.
    const given = options.signal ?? (input instanceof Request ? input.signal : null);
    const pass = () => end.abort(given?.reason);
    given?.addEventListener('abort', pass);
    if (given?.aborted) pass();
    try {
      const response = await fetch(input, { ...options, signal: end.signal });
      return new Response(await readBody(response), response);
    } catch (cause) {
      if (isLate) throw new NoAnswerInTime('no answer came in time', { cause });
      if (cause instanceof TypeError) throw new NoAnswer('no answer came', { cause });
      throw cause;
    } finally {
      clearTimeout(timer);
      given?.removeEventListener('abort', pass);
    }
  };
}

/** @returns null where there cannot be one (Fetch standard, “null body status”) */
async function readBody(response: Response): Promise<ArrayBuffer | null> {
  return [204, 205, 304].includes(response.status) ? null : await response.arrayBuffer();
}
