import { defuseFormula } from '@wicketgate/core';

const NEEDS_QUOTES = /[",;\r\n\t']|^\s|\s$/;

/**
 * One line of CSV (RFC 4180 section 2), its line end included. Texts that look like a formula are defused; numbers are
 * written as they are.
 *
 * @param cells of one row, the same number in every row; null is an empty cell
 */
export function csvLine(cells: readonly (string | number | null)[]): string {
  return `${cells.map(printCell).join(',')}\r\n`;
}

function printCell(cell: string | number | null): string {
  if (cell === null) return '';
  if (typeof cell === 'number') return String(cell);
  const inert = defuseFormula(cell);
  return NEEDS_QUOTES.test(inert) ? `"${inert.replaceAll('"', '""')}"` : inert;
}
