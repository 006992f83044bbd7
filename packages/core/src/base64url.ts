/**
 * Base64url without padding (RFC 4648 section 5) in its only canonical form: the unused bits of the last character are
 * zero (section 3.5), so that one value has one text.
 */
export function isCanonicalBase64Url(text: string): boolean {
  if (!/^[A-Za-z0-9_-]*$/.test(text)) return false;
  const rest = text.length % 4;
  if (rest === 0) return true;
  const unusedBits = rest === 2 ? 0b1111 : 0b11;
  return rest !== 1 && (ALPHABET.indexOf(text.charAt(text.length - 1)) & unusedBits) === 0;
}

/** The UTF-8 text in canonical base64url; null when it is not canonical or not UTF-8. */
export function decodeBase64UrlText(text: string): string | null {
  if (!isCanonicalBase64Url(text)) return null;
  let percentEncoded = '';
  let bits = 0;
  let bitCount = 0;
  for (const character of text) {
    bits = ((bits << 6) | ALPHABET.indexOf(character)) & 0xffff;
    bitCount += 6;
    if (bitCount < 8) continue;
    bitCount -= 8;
    percentEncoded += `%${((bits >> bitCount) & 0xff).toString(16).padStart(2, '0')}`;
  }
  return decodeUtf8(percentEncoded);
}

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

// The one strict UTF-8 decoder that the language itself has, so that no platform type is needed here.
function decodeUtf8(percentEncoded: string): string | null {
  try {
    return decodeURIComponent(percentEncoded);
  } catch (error) {
    if (error instanceof URIError) return null;
    throw error;
  }
}
