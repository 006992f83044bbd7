export type KeyType = 'publishable' | 'secret';
export type Environment = 'live' | 'test';

/** Random base62 characters after the prefix: 178 bits. */
export const RANDOM_LENGTH = 30;
/** Base62 characters of the CRC-32 at the end. */
export const CHECKSUM_LENGTH = 6;

export const KEY_PREFIXES = {
  publishable: { live: 'cb_live_', test: 'cb_test_' },
  secret: { live: 'cb_sk_live_', test: 'cb_sk_test_' },
} as const satisfies Record<KeyType, Record<Environment, string>>;

/** For scanners and log redaction: finds keys inside any text. Whether one is genuine says `parseKey`. */
export const KEY_PATTERN: RegExp = /cb_(?:sk_)?(?:live|test)_[0-9A-Za-z]{36}/;
