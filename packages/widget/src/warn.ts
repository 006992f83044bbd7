/** The widget's only voice in the page's console. */
export function warn(line: unknown): void {
  try {
    console.warn(`Wicketgate: ${line}`);
  } catch {
    // A page may have taken the console away, or broken it: nobody hears this, and nothing breaks.
  }
}
