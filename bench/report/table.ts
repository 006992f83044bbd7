export interface Table {
  readonly title: string;
  readonly columns: readonly string[];
  /** The first cell of a row is its name; null is nothing to tell. */
  readonly rows: readonly (readonly (string | number | null)[])[];
}

/** @returns lines of text, numbers aligned to the right */
export function printTable({ title, columns, rows }: Table): string {
  const cells = [columns, ...rows.map((row) => row.map(printCell))];
  const widths = columns.map((_, column) => Math.max(...cells.map((row) => (row[column] ?? '').length)));
  const lines = cells.map((row) =>
    row
      .map((cell, column) => {
        const width = widths[column] as number;
        return column === 0 ? cell.padEnd(width) : cell.padStart(width);
      })
      .join('  ')
      .trimEnd(),
  );
  return ['', title, ...lines.map((line) => `  ${line}`)].join('\n');
}

function printCell(cell: string | number | null): string {
  if (cell === null) return '–';
  return typeof cell === 'number' ? printNumber(cell) : cell;
}

/** Three digits that mean something, and no more. */
export function printNumber(value: number): string {
  if (Math.abs(value) >= 1000) return Math.round(value).toLocaleString('en-US');
  if (Math.abs(value) >= 100 || Number.isInteger(value)) return value.toFixed(0);
  return value.toFixed(Math.abs(value) >= 10 ? 1 : 2);
}
