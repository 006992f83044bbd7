import type { Secret } from '@wicketgate/core';

/** The one place where a plaintext secret becomes part of an answer: at creation, at rotation, at reveal, in a snippet. */
export function presentSecret(secret: Secret): string {
  return secret.expose();
}
