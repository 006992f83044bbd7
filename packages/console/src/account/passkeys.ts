import { callAuth } from './auth-api.ts';

export interface Passkey {
  readonly id: string;
  readonly name?: string | null;
  readonly createdAt?: string | null;
}

/** Browsers have passkeys on https and localhost only, and the JSON forms of WebAuthn level 3 not for ever. */
export function canUsePasskeys(): boolean {
  return typeof PublicKeyCredential === 'function' && 'parseRequestOptionsFromJSON' in PublicKeyCredential;
}

/** @returns false when the person turned it down */
export async function signInWithPasskey(): Promise<boolean> {
  const options = await callAuth<PublicKeyCredentialRequestOptionsJSON>(
    'passkey/generate-authenticate-options',
  );
  const credential = await unlessTurnedDown(
    navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options) }),
  );
  if (credential === null) return false;
  await callAuth('passkey/verify-authentication', { response: toJson(credential) });
  return true;
}

/** @returns false when the person turned it down */
export async function addPasskey(name: string): Promise<boolean> {
  const query = name === '' ? '' : `?name=${encodeURIComponent(name)}`;
  const options = await callAuth<PublicKeyCredentialCreationOptionsJSON>(
    `passkey/generate-register-options${query}`,
  );
  const credential = await unlessTurnedDown(
    navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options) }),
  );
  if (credential === null) return false;
  await callAuth('passkey/verify-registration', {
    response: toJson(credential),
    ...(name === '' ? {} : { name }),
  });
  return true;
}

export function listPasskeys() {
  return callAuth<Passkey[]>('passkey/list-user-passkeys');
}

export function deletePasskey(id: string) {
  return callAuth('passkey/delete-passkey', { id });
}

function toJson(credential: Credential): unknown {
  return (credential as PublicKeyCredential).toJSON();
}

async function unlessTurnedDown(asked: Promise<Credential | null>): Promise<Credential | null> {
  try {
    return await asked;
  } catch (error) {
    // WebAuthn gives the same name to a refusal and a time-out, so that pages learn nothing from it.
    if (error instanceof DOMException && ['NotAllowedError', 'AbortError'].includes(error.name)) return null;
    throw error;
  }
}
