import { useBlocker } from '@tanstack/react-router';
import { t } from '../messages/index.ts';

/**
 * Asks before the page is left, by a link, too, while an answer is on its way that is shown this once: a key, say. What it
 * brings exists by then, and nobody would ever see it. Not for an edit, which brings nothing.
 */
export function useAnswerAwaited(isAwaited: boolean): void {
  useBlocker({
    shouldBlockFn: () => isAwaited && !window.confirm(t.common.notAnswered),
    enableBeforeUnload: () => isAwaited,
  });
}
