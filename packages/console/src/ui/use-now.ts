import { useSyncExternalStore } from 'react';

const EVERY_MS = 30_000;
let nowMs = Date.now();

/** The time in epoch milliseconds, renewed twice a minute for all who show it. */
export function useNow(): number {
  return useSyncExternalStore(subscribe, () => nowMs);
}

function subscribe(tell: () => void): () => void {
  // Nobody may have looked for hours; React asks again right after this.
  nowMs = Date.now();
  const timer = setInterval(() => {
    nowMs = Date.now();
    tell();
  }, EVERY_MS);
  return () => clearInterval(timer);
}
