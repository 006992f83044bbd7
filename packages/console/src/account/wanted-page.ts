const NAME = 'wicket-wanted-page';
/** As long as the link works that sets a new password. */
const KEPT_MS = 3_600_000;

/** Where one wanted to go when the sign-in came in between. */
export interface WantedPage {
  readonly next?: string;
}

/** A path of this very console; anything else could lead elsewhere after the sign-in. */
export function readWantedPage({ next }: Record<string, unknown>): WantedPage {
  return typeof next === 'string' && /^\/console(\/(?!\/)|$)/.test(next) ? { next } : {};
}

/**
 * For the way through a mail: its link opens a page of its own. It is kept in this browser, not in the link, which anybody may
 * have asked for. A page with a token, an invitation's, is not kept: whoever uses this browser next could read it there.
 */
export function keepWantedPage({ next }: WantedPage): void {
  if (next === undefined || /[?&]token=/.test(next)) forgetWantedPage();
  else localStorage.setItem(NAME, JSON.stringify({ next, untilMs: Date.now() + KEPT_MS }));
}

export function keptWantedPage(): WantedPage {
  try {
    const kept = JSON.parse(localStorage.getItem(NAME) ?? '{}');
    return kept.untilMs > Date.now() ? readWantedPage(kept) : {};
  } catch {
    // Not written by this console, or in part.
    return {};
  }
}

/** When one has arrived; another person may come next. */
export function forgetWantedPage(): void {
  localStorage.removeItem(NAME);
}
