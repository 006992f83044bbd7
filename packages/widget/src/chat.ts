import { buildElement, buildIcon } from './build-element.ts';
import { fill, loadStrings, pickLocale } from './catalogue.ts';
import type { Chat, ChatPage } from './chat-context.ts';
import { conversation } from './conversation.ts';
import { type IdentitySource, identification } from './identification.ts';
import { isComposing } from './is-composing.ts';
import { isElsewhere, keepFocusInside, SMALL_SCREEN } from './keep-focus.ts';
import { listen } from './listen.ts';
import { newClientMessageId } from './messages.ts';
import { panel } from './panel.ts';
import { flagOption } from './read-options.ts';
import { stylePanel } from './style-panel.ts';
import { visitorStore } from './visitor-store.ts';
import { warn } from './warn.ts';
import type { WidgetConfig } from './widget-config.ts';

const CHEVRON = 'M6 9.5l6 6 6-6';

/** The chat in its element: what the commands of `window.Wicket` do. */
export type WicketChat = Chat & Record<string, (argument: never) => unknown>;

/** Builds the chat of the page's element, closed unless it is inline. Rejects where the page gave it up meanwhile. */
export async function createChat(
  page: ChatPage,
  host: HTMLElement,
  config: WidgetConfig,
): Promise<WicketChat> {
  const { embed, options } = page;
  const { signal } = page.ending;
  const root = host.shadowRoot as ShadowRoot;
  const launcher = root.querySelector<HTMLElement>('[part=launcher]');
  const { chatbot, ui, identity } = config;
  ui.showCloseButton = flagOption(options['showClose'], ui.showCloseButton);
  ui.showNewConversationButton = flagOption(options['showNew'], ui.showNewConversationButton);
  config.launcher.sound = flagOption(options['sound'], config.launcher.sound);

  const isInline = host.matches('[mode=inline]');
  const store = visitorStore(chatbot.id, () => localStorage);
  const person = identification(embed, store, emit, signal);
  const badge = buildElement('span', { class: 'badge', hidden: '' });
  let locale = pickLocale(`${page.wishes} ${config.locale}`);
  /** What was asked for last, here or on its way. */
  let wanted = locale;
  const strings = await loadStrings(embed.base, locale, config.strings);
  signal.throwIfAborted();
  /** Show the strings; again, when they are another language's. */
  const shows = new Set<() => void>();
  /** What was said on earlier pages: on its way, or shown. */
  let restored: Promise<void> | undefined;
  let unread = 0;
  let opener: HTMLElement | null = null;
  /** Under way while the server looks at an identity: nothing is shown or sent before. */
  let identifying: Promise<void> | undefined;
  let context: object = {};
  let { signedOut } = store.read();

  const hasFocus = () => dialog.element.contains(root.activeElement);

  stylePanel(host, config, options);
  const dialog = panel(
    config,
    strings,
    say,
    {
      utter: (text) => talk.utter(text),
      tryAgain: () => talk.tryAgain(),
      startNew: newConversation,
      leave: close,
    },
    isInline,
  );
  root.append(dialog.element);
  const talk = conversation(embed, store, dialog, person, emit);
  if (launcher && !isInline) {
    launcher.append(buildIcon(CHEVRON), badge);
    launcher.setAttribute('aria-controls', 'panel');
  }
  say(() => {
    dialog.element.lang = locale;
    dialog.element.dir = locale === 'ar' ? 'rtl' : 'ltr';
    setUnread(unread);
  });
  listen(host, { keydown: onKey, keypress: onKey, keyup: onKey }, signal);
  const events = {
    offline: showState,
    online() {
      showState();
      // `unreachable` or `stream_broken`: that may be over now.
      if (talk.failedFor(/^(unr|str)/)) talk.tryAgain();
      else connect();
    },
    storage: () => follow(),
    // A page that the visitor goes back to is as it was left.
    pageshow: ({ persisted }: PageTransitionEvent) => persisted && follow(true),
  };
  listen(window, events, signal);
  // Turned or zoomed, the panel may come to cover the page.
  listen(matchMedia(SMALL_SCREEN), { change: () => reveal(isOpen()) }, signal);
  connect();

  function say(show: () => void): void {
    shows.add(show);
    show();
  }

  function isOpen(): boolean {
    return !dialog.element.hidden;
  }

  function open(wish?: { message?: string | null }): void {
    if (wish?.message) dialog.fill(wish.message);
    host.hidden = false;
    if (!isOpen()) {
      opener = document.activeElement as HTMLElement | null;
      reveal(true);
      emit('open');
    }
    setUnread(0);
    dialog.focus();
    restore();
  }

  /**
   * Opens by itself, because the page's owner wants it open at load. Whoever is somewhere in the page already, in a field,
   * say, stays there; and where the chat would cover that place it stays closed. An inline one stands open anyway.
   */
  function appear(): void {
    if (isOpen() || host.hidden) return;
    if (!isElsewhere(host)) open();
    else if (!matchMedia(SMALL_SCREEN).matches) {
      reveal(true);
      emit('open');
      restore();
    }
  }

  function close(): void {
    if (!isOpen() || isInline) return;
    const target = opener?.isConnected && opener !== document.body ? opener : launcher;
    const stays = isElsewhere(host);
    reveal(false);
    // Inside a shadow root the host is what the document calls active.
    if (!stays) (target === host ? launcher : target)?.focus();
    emit('close');
  }

  function newConversation(): void {
    const wasInside = hasFocus();
    talk.startNew();
    showState();
    if (wasInside) dialog.focus();
  }

  /** Forgets this visitor: the conversations stay with the server, and nobody here can read them any more. */
  function reset(): void {
    clearDesk();
    talk.startNew(true);
    showState();
  }

  async function identify(source: IdentitySource): Promise<void> {
    if (identity.mode === 'off')
      return emit('identity:failed', { code: 'validation_failed', detail: 'identityMode: off' });
    identifying = person.identify(source).then((isSomebodyElse) => (isSomebodyElse ? reset() : showState()));
    await identifying;
    if (talk.failedFor(/^identity_/)) await talk.tryAgain();
  }

  async function setLocale(wish: string): Promise<void> {
    const wished = pickLocale(wish);
    wanted = wished;
    const loaded = await loadStrings(embed.base, wished, config.strings);
    // The last wish counts, whatever comes last.
    if (wanted !== wished) return;
    locale = wished;
    const wasInside = hasFocus();
    Object.assign(strings, loaded);
    shows.forEach((show) => {
      show();
    });
    // Who was at a link or a button that is drawn anew stays in the chat.
    if (wasInside && !hasFocus()) dialog.focus();
  }

  /** Asked again, as by a page that includes the script on each of its routes, it leaves what is under way alone. */
  function connect(): void {
    if (isOpen() && host.isConnected) restore();
  }

  /** Another page of this browser went on: what the store says is what is shown. Who signed out there did so here. */
  function follow(wasAway?: boolean): void {
    const found = store.read().signedOut;
    // Without a mark nobody has signed out: the page emptied the storage, say.
    const isOver = found && found !== signedOut;
    if (isOver) {
      signedOut = found;
      person.forget();
      clearDesk();
      // A closed chat, or one that waits for something, would show it once more.
      dialog.clear();
    }
    if (isOver || talk.isStale(wasAway)) {
      rest();
      connect();
    }
  }

  /** On a shared computer nobody else may read what was about to be said. */
  function clearDesk(): void {
    dialog.fill('');
    setUnread(0);
  }

  function rest(): void {
    talk.leave();
    restored = undefined;
  }

  function emit(name: string, detail: object = {}): void {
    if (signal.aborted) return;
    if (name === 'message:received' && !isOpen()) setUnread(unread + 1);
    page.emit(name, { ...detail, context });
  }

  function setUnread(count: number): void {
    const label = fill(strings.launcher, { name: chatbot.name });
    if (launcher) launcher.ariaLabel = count ? fill(strings.unread, { label, count }) : label;
    badge.hidden = !count;
    badge.textContent = `${count}`;
    if (count !== unread) {
      unread = count;
      emit('unread', { count });
    }
  }

  function reveal(isShown: boolean): void {
    const { element } = dialog;
    element.hidden = !isShown && !isInline;
    element.ariaModal = `${isShown && !isInline && matchMedia(SMALL_SCREEN).matches}`;
    if (launcher) launcher.ariaExpanded = `${isShown}`;
  }

  function restore(): Promise<void> {
    restored ??= (async () => {
      await identifying;
      const arriving = talk.restore();
      showState();
      if (!(await arriving)) restored = undefined;
    })().catch(warn);
    return restored;
  }

  /** What keeps the visitor from writing, if anything does. */
  function showState(): void {
    if (identity.mode === 'required' && !person.isKnown()) {
      dialog.showNotice('signIn', true);
      if (isOpen()) emit('error', { code: 'identity_required' });
    } else if (!talk.failedFor(/^(?!identity_)./)) {
      // What failed stays said, with the way on that it offers.
      if (navigator.onLine) dialog.hideNotice();
      else dialog.showNotice('offline');
    }
  }

  function onKey(event: KeyboardEvent): void {
    const { type, key } = event;
    if (type === 'keydown' && isOpen()) {
      if (key === 'Escape' && !isComposing(event)) close();
      if (key === 'Tab' && dialog.element.ariaModal === 'true') keepFocusInside(dialog.element, event);
    }
    // To the page's own shortcuts the target is this element, not a text field: typing must not set them off.
    if (root.activeElement?.matches('textarea')) event.stopPropagation();
  }

  return {
    // As it is seen: the page may have taken the element away.
    isOpen: () => isOpen() && host.isConnected,
    open,
    appear,
    close,
    newConversation,
    reset,
    identify,
    setLocale,
    connect,
    toggle: () => (isOpen() ? close() : open()),
    show() {
      if (launcher) launcher.hidden = false;
      host.hidden = false;
    },
    hide() {
      close();
      host.hidden = true;
    },
    async send(text: string) {
      const trimmed = `${text ?? ''}`.trim();
      const asWhom = signedOut;
      await restore();
      // Nobody says what somebody else was about to say.
      if (trimmed && asWhom === signedOut) await talk.utter(trimmed);
    },
    /** On a shared computer nobody else may read what was said, on this page or on another one that is open. */
    logout() {
      const visitor = store.read();
      if (visitor.visitorToken || person.isKnown()) {
        signedOut = newClientMessageId();
        store.write({ ...visitor, signedOut });
      }
      person.forget();
      reset();
    },
    setContext(facts: object) {
      context = { ...context, ...facts };
    },
    disconnect() {
      rest();
      person.stop();
    },
  };
}
