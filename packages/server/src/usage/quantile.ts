import { LATENCY_BOUNDS_MS } from './counted-call.ts';

const SLOWEST_MS = LATENCY_BOUNDS_MS[LATENCY_BOUNDS_MS.length - 1] as number;

/**
 * A quantile of a histogram, on the straight line between the bounds of the class that it falls into.
 *
 * @param classes how many calls each class of LATENCY_BOUNDS_MS has, and last how many were slower than all
 * @param share 0…1
 * @returns milliseconds; the highest bound for what is slower than that; null for an empty histogram
 */
export function quantileMs(classes: readonly number[], share: number): number | null {
  const total = classes.reduce((sum, count) => sum + count, 0);
  if (total === 0) return null;
  const wanted = share * total;
  let below = 0;
  for (const [index, boundMs] of LATENCY_BOUNDS_MS.entries()) {
    const count = classes[index] ?? 0;
    if (count > 0 && below + count >= wanted) {
      const floorMs = index === 0 ? 0 : (LATENCY_BOUNDS_MS[index - 1] as number);
      const ms = floorMs + ((boundMs - floorMs) * Math.max(0, wanted - below)) / count;
      return Math.round(ms * 100) / 100;
    }
    below += count;
  }
  return SLOWEST_MS;
}
