/** The widget's only voice in the page's console. */
export function warn(line: unknown): void {
  console.warn(`Wicketgate: ${line}`);
}
