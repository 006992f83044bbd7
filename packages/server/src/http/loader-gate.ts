import type { FastifyRequest } from 'fastify';

/** The gate before the managed loader, which a browser asks for without a key of its own. */
export interface LoaderGate {
  /**
   * Counts the call against the caller's address, before anything is looked up.
   *
   * @throws Refused rate_limited
   */
  admit(request: FastifyRequest): Promise<void>;
  /**
   * Judges the key that the loader would bring. Browsers send no Origin with a script element: where they do (`type=module`,
   * `crossorigin`) it counts, else the config call that follows is judged by it.
   *
   * @param keyDigest SHA-256 of the key
   * @throws Refused with the reason of the gate
   */
  judge(request: FastifyRequest, keyDigest: string): Promise<void>;
}
