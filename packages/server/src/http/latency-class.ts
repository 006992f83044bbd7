/**
 * Into which class of a histogram a time falls.
 *
 * @param boundsMs upper bounds of the classes, ascending; one more class takes what exceeds them all
 * @returns the index of the first class whose bound is not exceeded
 */
export function latencyClass(boundsMs: readonly number[], tookMs: number): number {
  let index = 0;
  while (index < boundsMs.length && tookMs > (boundsMs[index] as number)) index += 1;
  return index;
}
