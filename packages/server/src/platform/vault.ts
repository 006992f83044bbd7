import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  createPrivateKey,
  createPublicKey,
  hkdfSync,
  type KeyObject,
  randomBytes,
  sign,
} from 'node:crypto';
import { sha256 } from './sha256.ts';

const NONCE_BYTES = 12;
const TAG_BYTES = 16;
/** RFC 8410: the DER prefix of an Ed25519 private key in PKCS #8; the 32-byte seed follows. */
const ED25519_PKCS8_PREFIX = Buffer.from('302e020100300506032b657004220420', 'hex');

/**
 * Everything that hangs on the master key: sealing what must be readable again (AES-256-GCM) and signing the audit
 * trail. Each purpose has a key of its own, derived by HKDF-SHA-256 (RFC 5869).
 */
export class Vault {
  readonly #masterKey: Buffer;
  readonly #sealingKey: Buffer;
  readonly #signingKey: KeyObject;
  /** Names the master key without telling anything of it; stored beside each sealed text and checked at start. */
  readonly keyId: string;

  /** @param masterKey 32 bytes */
  constructor(masterKey: Buffer) {
    if (masterKey.length !== 32) throw new Error('the master key must be 32 bytes');
    this.#masterKey = masterKey;
    this.#sealingKey = this.#derive('wicketgate/seal/1');
    this.#signingKey = createPrivateKey({
      key: Buffer.concat([ED25519_PKCS8_PREFIX, this.#derive('wicketgate/audit/1')]),
      format: 'der',
      type: 'pkcs8',
    });
    this.keyId = createHmac('sha256', this.#derive('wicketgate/id/1'))
      .update('key id')
      .digest('base64url')
      .slice(0, 16);
  }

  /**
   * Encrypts a text so that only this master key reads it.
   *
   * @param purpose what it is and whose (such as `key/key_…`); it cannot be opened as anything else
   * @returns `v1.<key id>.<nonce, ciphertext and tag in base64url>`
   */
  seal(text: string, purpose: string): string {
    return this.#sealWith(this.#sealingKey, text, purpose);
  }

  /** @throws Error when it was sealed under another master key or for another purpose, or was changed */
  open(sealed: string, purpose: string): string {
    return this.#openWith(this.#sealingKey, sealed, purpose);
  }

  /** Like seal, but the reader must also know `password` (an Idempotency-Key). */
  sealWithPassword(text: string, purpose: string, password: string): string {
    return this.#sealWith(this.#derive(`wicketgate/password/1/${sha256(password)}`), text, purpose);
  }

  openWithPassword(sealed: string, purpose: string, password: string): string {
    return this.#openWith(this.#derive(`wicketgate/password/1/${sha256(password)}`), sealed, purpose);
  }

  /** What signs session cookies and encrypts TOTP secrets: text for a library that wants text. */
  accountsSecret(): string {
    return this.#derive('wicketgate/accounts/1').toString('base64url');
  }

  /** Ed25519 over the text's UTF-8 bytes, base64url. */
  sign(text: string): string {
    return sign(null, Buffer.from(text), this.#signingKey).toString('base64url');
  }

  /** The public half of the audit key, SPKI PEM: all that is needed to verify the trail. */
  auditPublicKey(): string {
    return createPublicKey(this.#signingKey).export({ type: 'spki', format: 'pem' }) as string;
  }

  #derive(info: string): Buffer {
    return Buffer.from(hkdfSync('sha256', this.#masterKey, '', info, 32));
  }

  #sealWith(key: Buffer, text: string, purpose: string): string {
    const nonce = randomBytes(NONCE_BYTES);
    const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(purpose));
    const body = Buffer.concat([nonce, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]);
    return `v1.${this.keyId}.${body.toString('base64url')}`;
  }

  #openWith(key: Buffer, sealed: string, purpose: string): string {
    const [version, keyId, encoded = ''] = sealed.split('.');
    if (version !== 'v1' || keyId !== this.keyId) throw new Error('sealed under another master key');
    const body = Buffer.from(encoded, 'base64url');
    if (body.length < NONCE_BYTES + TAG_BYTES) throw new Error('a sealed text was cut off');
    // Without its length Node would take a shorter, guessable tag for good.
    const decipher = createDecipheriv('aes-256-gcm', key, body.subarray(0, NONCE_BYTES), {
      authTagLength: TAG_BYTES,
    })
      .setAAD(Buffer.from(purpose))
      .setAuthTag(body.subarray(-TAG_BYTES));
    return (
      decipher.update(body.subarray(NONCE_BYTES, -TAG_BYTES), undefined, 'utf8') + decipher.final('utf8')
    );
  }
}
