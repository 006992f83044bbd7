import { Refused } from './problem.ts';

/**
 * What the pattern of HttpUrl cannot tell: a browser would make nothing of `http://[` (WHATWG URL).
 *
 * @param address absent or null where there is none
 * @param pointer JSON pointer of the field
 * @throws Refused validation_failed
 */
export function requireUrl(address: string | null | undefined, pointer: string): void {
  if (address == null || URL.canParse(address)) return;
  const detail = 'is not an address that a browser could open, such as https://www.example.com/picture.png';
  throw new Refused('validation_failed', `The body does not fit. ${pointer} ${detail}.`, {
    errors: [{ pointer, detail }],
  });
}
