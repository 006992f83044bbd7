/** Pasted text to entries: commas, white space and line ends separate. For forms only; the API takes one entry each. */
export function splitPatternText(pasted: string): string[] {
  return pasted.split(/[\s,]+/u).filter((entry) => entry !== '');
}
