import { randomBytes } from 'node:crypto';
import { type Environment, type KeyType, keyPreview, mintKey, Secret } from '@wicketgate/core';
import { newId } from './new-id.ts';
import { sha256 } from './sha256.ts';
import type { Vault } from './vault.ts';

/** A new key: the secret for the one answer that shows it, and what the store keeps instead. */
export interface IssuedKey {
  readonly secret: Secret;
  readonly columns: {
    readonly id: string;
    readonly type: KeyType;
    readonly environment: Environment;
    readonly digest: string;
    readonly preview: string;
    readonly sealed: string | null;
  };
}

/** @param revealable keep it sealed under the master key, so that it can be shown again; never for a secret key */
export function issueKey(
  vault: Vault,
  type: KeyType,
  environment: Environment,
  revealable: boolean,
): IssuedKey {
  return describe(vault, mintKey(type, environment, randomBytes), type, environment, revealable);
}

/** The columns of a key whose text was chosen elsewhere (WICKET_ADMIN_TOKEN): a secret key of the live environment. */
export function adoptKey(vault: Vault, text: string): IssuedKey {
  return describe(vault, new Secret(text), 'secret', 'live', false);
}

/** What a sealed key is sealed for: it cannot be opened as another key's. */
export function sealPurpose(keyId: string): string {
  return `key/${keyId}`;
}

/** The same for a secret that signs visitors' identities. */
export function signingSecretPurpose(signingSecretId: string): string {
  return `signing-secret/${signingSecretId}`;
}

function describe(
  vault: Vault,
  secret: Secret,
  type: KeyType,
  environment: Environment,
  revealable: boolean,
): IssuedKey {
  const id = newId('key');
  const text = secret.expose();
  const sealed = revealable && type === 'publishable' ? vault.seal(text, sealPurpose(id)) : null;
  return {
    secret,
    columns: { id, type, environment, digest: sha256(text), preview: keyPreview(text), sealed },
  };
}
