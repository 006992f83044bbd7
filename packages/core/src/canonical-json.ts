import type { Json } from './json.ts';

/**
 * Canonical JSON (RFC 8785) of the values that we store: strings, safe integers, booleans, null, arrays, objects.
 * @throws TypeError for a number that is no safe integer, a lone surrogate (RFC 8785 section 3.2.2.2) or a value that
 *   JSON does not have; each is a fault of the caller
 */
export function canonicalJson(value: Json): string {
  if (value === null || typeof value === 'boolean') return String(value);
  if (typeof value === 'number') return printInteger(value);
  if (typeof value === 'string') return printString(value);
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (typeof value !== 'object') throw new TypeError(`canonicalJson: JSON has no ${typeof value}`);
  const members = Object.entries(value).sort(byCodeUnits);
  return `{${members.map(([name, member]) => `${printString(name)}:${canonicalJson(member)}`).join(',')}}`;
}

function printInteger(value: number): string {
  if (!Number.isSafeInteger(value)) throw new TypeError(`canonicalJson: ${value} is not a safe integer`);
  return JSON.stringify(value);
}

function printString(text: string): string {
  if (!text.isWellFormed()) throw new TypeError('canonicalJson: a string holds a lone surrogate');
  return JSON.stringify(text);
}

function byCodeUnits([left]: readonly [string, Json], [right]: readonly [string, Json]): number {
  return left < right ? -1 : Number(left > right);
}
