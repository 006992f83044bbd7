/** What spreadsheets take for the beginning of a formula, the full-width forms included, even behind white space. */
const FORMULA = /^[\s\0]*[=+\-@|\uFF1D\uFF0B\uFF0D\uFF20]|^[\t\r\n]/;
const NEEDS_QUOTES = /[",;\r\n\t']|^\s|\s$/;

/**
 * One line of CSV (RFC 4180 section 2), its line end included. What somebody else typed must not begin to compute when
 * a spreadsheet opens the file: texts that look like a formula get an apostrophe in front (OWASP, "CSV Injection").
 * Numbers are written as they are.
 *
 * @param cells of one row, the same number in every row; null is an empty cell
 */
export function csvLine(cells: readonly (string | number | null)[]): string {
  return `${cells.map(printCell).join(',')}\r\n`;
}

function printCell(cell: string | number | null): string {
  if (cell === null) return '';
  if (typeof cell === 'number') return String(cell);
  const inert = FORMULA.test(cell) ? `'${cell}` : cell;
  return NEEDS_QUOTES.test(inert) ? `"${inert.replaceAll('"', '""')}"` : inert;
}
