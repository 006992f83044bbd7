/** What spreadsheets take for the beginning of a formula, the full-width forms included, even behind white space. */
const FORMULA = /^[\s\0]*[=+\-@|\uFF1D\uFF0B\uFF0D\uFF20]|^[\t\r\n]/;

/**
 * For a cell of a table that a spreadsheet may open: what somebody else typed must not begin to compute there (OWASP, "CSV
 * Injection").
 *
 * @returns the text, with an apostrophe in front if it looks like a formula
 */
export function defuseFormula(text: string): string {
  return FORMULA.test(text) ? `'${text}` : text;
}
