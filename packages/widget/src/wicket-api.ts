import type { ChatPage, WicketApi } from './chat-context.ts';
import { warn } from './warn.ts';

/** Where `close` stands below. */
const WAIT_FROM = 75;

type Handler = { (detail: unknown): void; wicket?: (event: never) => void };

/**
 * Puts `window.Wicket` up, and runs what the page has pushed into an array of that name before. Handlers get the
 * detail of the event of that name.
 *
 * @param api what is there already
 * @param run carries out a command that needs the panel
 */
export function raiseWicketApi(
  api: WicketApi,
  page: ChatPage,
  run: (command: string, argument?: unknown) => unknown,
): void {
  const { signal } = page.ending;
  // One per handler, so that `off` finds it again.
  const listenerOf = (handler: Handler) => (handler.wicket ??= ({ detail }: CustomEvent) => handler(detail));
  const on = (name: string, handler: Handler, once?: boolean) =>
    addEventListener(
      `wicket:${name}`,
      listenerOf(handler) as never,
      {
        once,
        signal,
      } as AddEventListenerOptions,
    );
  api['on'] = on;
  api['once'] = (name: string, handler: Handler) => on(name, handler, true);
  api['off'] = (name: string, handler: Handler) =>
    removeEventListener(`wicket:${name}`, listenerOf(handler) as never);
  api['push'] = (entry: [string, never, never]) => {
    try {
      api[entry[0]]?.(entry[1], entry[2]);
    } catch (error) {
      warn(error);
    }
  };
  api['isOpen'] = () => !!page.chat?.isOpen();
  // The last three do not bring the panel: they wait for it.
  'open toggle send newConversation reset logout setLocale show hide diagnose close identify setContext'.replace(
    /\w+/g,
    ((name: string, at: number) => {
      api[name] = async (argument) => {
        if (at < WAIT_FROM || page.arriving) return run(name, argument);
        page.waiting.set(argument, name);
        return undefined;
      };
    }) as never,
  );
  // At once and without the panel: the page may be offline, and may include the script again in its next line.
  api['destroy'] = async () => {
    if (!signal.aborted) delete window.Wicket;
    page.ending.abort();
  };
  const queue = window.Wicket as unknown as { length: number; [at: number]: never };
  window.Wicket = api;
  for (let i = 0; i < queue?.length; i++) api['push'](queue[i] as never);
  addEventListener(
    'click',
    (event) => {
      const opener = (event.target as Element).closest?.<HTMLElement>('[data-wicket-open]');
      if (opener) {
        run('open', { message: opener.dataset['wicketOpen'] });
        event.preventDefault();
      }
    },
    { signal },
  );
}
