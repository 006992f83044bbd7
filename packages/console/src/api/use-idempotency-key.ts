import { useRef } from 'react';

interface IdempotencyKey {
  /** @param body what is sent: another one is another act, which the server would refuse under the same key */
  headers: (body?: object) => { 'idempotency-key': string };
  /** To be called where the same may be done again after it has succeeded. */
  renew: () => void;
}

/**
 * A key for the `Idempotency-Key` header of a call that creates something, the same for the same body: when an answer is lost on
 * its way, trying again brings that answer, and with it the secret that is shown once.
 */
export function useIdempotencyKey(): IdempotencyKey {
  const keys = useRef(new Map<string, string>());
  return {
    headers: (body = {}) => {
      const text = JSON.stringify(body);
      const key = keys.current.get(text) ?? newKey();
      keys.current.set(text, key);
      return { 'idempotency-key': key };
    },
    renew: () => keys.current.clear(),
  };
}

/** Not `crypto.randomUUID`, which pages on plain http do not have. */
function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
