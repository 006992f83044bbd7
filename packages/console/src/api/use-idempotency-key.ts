import { useRef } from 'react';

/**
 * A key for the `Idempotency-Key` header of a call that creates something, the same until the call has succeeded: when
 * an answer is lost on its way, trying again brings that answer, and with it the secret that is shown once.
 */
export function useIdempotencyKey(): { headers: () => { 'idempotency-key': string }; renew: () => void } {
  const key = useRef<string | null>(null);
  return {
    headers: () => {
      key.current ??= newKey();
      return { 'idempotency-key': key.current };
    },
    renew: () => {
      key.current = null;
    },
  };
}

/** Not `crypto.randomUUID`, which pages on plain http do not have. */
function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
