import { defuseFormula } from '@wicketgate/core';

/** RFC 4180, with every field quoted; a field that a spreadsheet would run as a formula is defused by an apostrophe. */
export function toCsv(lines: readonly (readonly string[])[]): string {
  const field = (text: string) => `"${defuseFormula(text).replaceAll('"', '""')}"`;
  return lines.map((line) => `${line.map(field).join(',')}\r\n`).join('');
}

/** Hands a text to the person as a file. */
export function downloadText(fileName: string, text: string): void {
  const address = URL.createObjectURL(new Blob([text], { type: 'text/csv;charset=utf-8' }));
  const link = document.createElement('a');
  link.href = address;
  link.download = fileName;
  link.click();
  URL.revokeObjectURL(address);
}
