import type { ChatPage } from './chat-context.ts';
import type { Failure } from './failure.ts';
import { warn } from './warn.ts';
import { raiseWicketApi } from './wicket-api.ts';

/*
 * What a managed snippet (`widget/dep_….js`) brings in the place of the loader to a page that gets no chat: the one line
 * in the console, the `error` event, and an API on which the page may call whatever it calls.
 */
try {
  if (!window.Wicket?.['connect']?.call) refuse(window.WicketSettings as { refusal: Failure });
} catch (error) {
  warn(error);
}

function refuse({ refusal }: { refusal: Failure }): void {
  const ending = new AbortController();
  const api = { connect: () => undefined, ready: new Promise(() => undefined) };
  raiseWicketApi(api as never, { ending, waiting: new Map() } as unknown as ChatPage, run);
  warn(
    `no chat on ${self.origin}. ${refusal.status} ${refusal.code}: ${refusal.detail} (${refusal.requestId})`,
  );
  const detail = refusal;
  document.dispatchEvent(new CustomEvent('wicket:error', { detail, bubbles: true, composed: true }));

  async function run(command: string): Promise<unknown> {
    if (command !== 'diagnose') return undefined;
    const found = { page: location.href, origin: self.origin, gate: { ok: false, ...refusal } };
    console.info(found);
    return found;
  }
}
