import { attempt } from './attempt.ts';

/** What a visitor's browser remembers between pages. */
export type Visitor = {
  visitorToken: string | null;
  conversationId: string | null;
  /** Another text after each time that somebody signed out, on whatever page of this browser. */
  signedOut: string | null;
};

export type VisitorStore = { read(): Visitor; write(visitor: Visitor): void };

/**
 * Remembers the visitor in `localStorage`, or for the life of the page where the browser forbids that
 * (blocked site data, sandboxed frames, a full quota).
 *
 * @param chatbotId keeps several bots on one origin apart
 * @param openStorage touched lazily, since merely reading `window.localStorage` may throw a SecurityError
 */
export function visitorStore(chatbotId: string, openStorage: () => Storage): VisitorStore {
  const name = `wicketgate:${chatbotId}`;
  let unsaved: Visitor | null = null;

  return {
    read() {
      if (unsaved) return unsaved;
      return parseVisitor(attempt(() => openStorage().getItem(name)));
    },
    write(visitor) {
      const saved = attempt(() => {
        openStorage().setItem(name, JSON.stringify(visitor));
        return true;
      });
      unsaved = saved ? null : visitor;
    },
  };
}

/** Storage is the page's as well as ours: anything may be in there. */
export function parseVisitor(stored: string | null): Visitor {
  const found = attempt(() => JSON.parse(stored as string));
  const text = (value: unknown) => (typeof value === 'string' && value ? value : null);
  const visitorToken = text(found?.visitorToken);
  return {
    visitorToken,
    conversationId: visitorToken && text(found?.conversationId),
    signedOut: text(found?.signedOut),
  };
}
