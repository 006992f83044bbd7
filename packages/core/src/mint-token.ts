import { encodeBase62, type RandomBytes, randomBase62 } from './base62.ts';
import { crc32 } from './crc32.ts';
import {
  CHECKSUM_LENGTH,
  type Environment,
  KEY_PREFIXES,
  type KeyType,
  RANDOM_LENGTH,
} from './key-format.ts';
import { Secret } from './secret.ts';

/** Random characters of signing secrets and visitor tokens: 238 bits; they carry no checksum. */
const UNCHECKED_LENGTH = 40;

/**
 * A new key: prefix, 30 random base62 characters, and the CRC-32 of all that in base62, so that garbage is refused
 * before any lookup and a scanner tells a key from look-alike text.
 * @param randomBytes a cryptographically secure source
 */
export function mintKey(type: KeyType, environment: Environment, randomBytes: RandomBytes): Secret {
  const body = KEY_PREFIXES[type][environment] + randomBase62(RANDOM_LENGTH, randomBytes);
  return new Secret(body + encodeBase62(crc32(body, body.length), CHECKSUM_LENGTH));
}

/** A secret with which a customer's server signs its visitors' identity. */
export function mintSigningSecret(randomBytes: RandomBytes): Secret {
  return new Secret(`cb_sign_${randomBase62(UNCHECKED_LENGTH, randomBytes)}`);
}

/** A token that makes its holder one visitor of one deployment. */
export function mintVisitorToken(randomBytes: RandomBytes): Secret {
  return new Secret(`cbv_${randomBase62(UNCHECKED_LENGTH, randomBytes)}`);
}
