import { toASCII } from 'tr46';

export const LONGEST_HOST = 253;
export const LONGEST_LABEL = 63;

/**
 * A dotted name as DNS has it: labels of 1 to 63 letters, digits, `-` or `_` in lower case, 253 characters at most, and
 * a last label that WHATWG URL ("ends in a number checker") does not take for an IPv4 address.
 */
export function isDnsName(host: string): boolean {
  if (host.length === 0 || host.length > LONGEST_HOST) return false;
  let labelStart = 0;
  for (let index = 0; index <= host.length; index += 1) {
    const code = index === host.length ? DOT : host.charCodeAt(index);
    if (code === DOT) {
      if (index === labelStart || index - labelStart > LONGEST_LABEL) return false;
      if (index < host.length) labelStart = index + 1;
    } else if (!isHostCode(code)) {
      return false;
    }
  }
  return !isNumberLabel(host, labelStart);
}

/** True for a last label made of digits, or of `0x` and hex digits. */
export function endsInNumber(host: string): boolean {
  return isNumberLabel(host, host.lastIndexOf('.') + 1);
}

/**
 * Domain to ASCII (WHATWG URL), null where IDNA refuses; by tr46, because engines' URL disagree on mapped letters.
 * Lengths and empty labels are left to `isDnsName`, which can say which of them it is.
 */
export function toAsciiHost(host: string): string | null {
  return toASCII(host, {
    checkBidi: true,
    checkJoiners: true,
    checkHyphens: false,
    useSTD3ASCIIRules: false,
    transitionalProcessing: false,
    verifyDNSLength: false,
  });
}

const DOT = 46;

function isHostCode(code: number): boolean {
  if (code >= 97) return code <= 122;
  return (code >= 48 && code <= 57) || code === 45 || code === 95;
}

function isNumberLabel(host: string, start: number): boolean {
  const hex = host.startsWith('0x', start);
  if (!hex && start === host.length) return false;
  for (let index = hex ? start + 2 : start; index < host.length; index += 1) {
    const code = host.charCodeAt(index);
    const decimal = code >= 48 && code <= 57;
    if (!decimal && !(hex && code >= 97 && code <= 102)) return false;
  }
  return true;
}
