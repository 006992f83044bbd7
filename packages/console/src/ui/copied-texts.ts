type Listener = (text: string) => void;

const listeners = new Set<Listener>();

/** For a button that has copied: no event tells of it. */
export function noteCopied(text: string): void {
  for (const tell of listeners) tell(text);
}

/**
 * Tells of every text that is copied on this page, by a button or by hand.
 *
 * @returns ends it
 */
export function onCopied(tell: Listener): () => void {
  const byHand = ({ target }: Event) => tell(selectedText(target));
  listeners.add(tell);
  document.addEventListener('copy', byHand);
  return () => {
    listeners.delete(tell);
    document.removeEventListener('copy', byHand);
  };
}

function selectedText(target: EventTarget | null): string {
  if (target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement) {
    return target.value.slice(target.selectionStart ?? 0, target.selectionEnd ?? 0);
  }
  return document.getSelection()?.toString() ?? '';
}
