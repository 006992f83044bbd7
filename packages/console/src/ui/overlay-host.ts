import { useSyncExternalStore } from 'react';

// Confirmations and notes of what is done are code that no page needs before the first act: it is fetched then.

const listeners = new Set<() => void>();
const waiting = new Set<() => void>();
let wanted = false;
let isMounted = false;

/** Fetches what shows confirmations and notes. Resolves when it stands on the page. */
export function requestOverlays(): Promise<void> {
  wanted = true;
  for (const tell of listeners) tell();
  return new Promise((done) => {
    if (isMounted) done();
    else waiting.add(done);
  });
}

/** For the app: whether anybody has asked yet. */
export function useOverlaysWanted(): boolean {
  return useSyncExternalStore(listen, () => wanted);
}

export function noteOverlaysMounted(): void {
  isMounted = true;
  for (const done of waiting) done();
  waiting.clear();
}

function listen(tell: () => void): () => void {
  listeners.add(tell);
  return () => listeners.delete(tell);
}
