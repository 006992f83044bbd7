import { memory, SOUND_MEMORY } from './attempt.ts';
import { buildElement, buildIcon } from './build-element.ts';
import { fill, loadStrings, pickLocale } from './catalogue.ts';
import type { Chat, ChatPage } from './chat-context.ts';
import { Conversation } from './conversation.ts';
import { Identification, type IdentitySource } from './identification.ts';
import { keepFocusInside, SMALL_SCREEN } from './keep-focus.ts';
import type { Strings } from './locales/en.ts';
import { Panel } from './panel.ts';
import { flagOption } from './read-options.ts';
import { stylePanel } from './style-panel.ts';
import { type VisitorStore, visitorStore } from './visitor-store.ts';
import type { WidgetConfig } from './widget-config.ts';

const CHEVRON = 'M6 9.5l6 6 6-6';

/** The chat in its element: what the commands of `window.Wicket` do. */
export class WicketChat implements Chat {
  readonly host: HTMLElement;
  readonly #page: ChatPage;
  readonly #config: WidgetConfig;
  readonly #isInline: boolean;
  readonly #store: VisitorStore;
  readonly #identification: Identification;
  readonly #badge = buildElement('span', { class: 'badge', 'aria-hidden': 'true', hidden: '' });
  #strings: Strings;
  #panel: Panel;
  #conversation: Conversation;
  #listening = new AbortController();
  #isRestored = false;
  #unread = 0;
  #opener: HTMLElement | null = null;
  /** Under way while the server looks at an identity: nothing is shown or sent before. */
  #identifying: Promise<void> = Promise.resolve();
  #context: object = {};

  constructor(page: ChatPage, host: HTMLElement, config: WidgetConfig, strings: Strings) {
    this.host = host;
    this.#page = page;
    this.#config = config;
    this.#strings = strings;
    this.#isInline = host.getAttribute('mode') === 'inline';
    this.#store = visitorStore(config.chatbot.id, () => window.localStorage);
    this.#identification = new Identification(page.embed, this.#store, this.#emit);
    stylePanel(host, config, page.options);
    this.#panel = this.#buildPanel();
    this.#conversation = this.#buildConversation();
    this.#dressLauncher();
    for (const type in { keydown: 1, keypress: 1, keyup: 1 })
      host.addEventListener(type, (key) => this.#onKey(key as KeyboardEvent));
    this.connect();
    if (this.#isInline) this.#restore();
  }

  isOpen(): boolean {
    return !this.#panel.element.hidden;
  }

  open(options?: { message?: string | null }): void {
    if (options?.message) this.#panel.fill(options.message);
    if (!this.isOpen()) {
      this.#opener = document.activeElement as HTMLElement | null;
      this.#show(true);
      this.#emit('open');
    }
    this.#setUnread(0);
    this.#panel.focus();
    this.#restore();
  }

  close(): void {
    if (!this.isOpen() || this.#isInline) return;
    this.#show(false);
    const launcher = this.#page.launcher;
    const target = this.#opener?.isConnected && this.#opener !== document.body ? this.#opener : launcher;
    // Inside a shadow root the host is what the document calls active.
    (target === this.host ? launcher : target)?.focus();
    this.#emit('close');
  }

  toggle(): void {
    if (this.isOpen()) this.close();
    else this.open();
  }

  show(): void {
    if (this.#page.launcher) this.#page.launcher.hidden = false;
    this.host.hidden = false;
  }

  hide(): void {
    this.close();
    this.host.hidden = true;
  }

  async send(text: string): Promise<void> {
    const trimmed = `${text ?? ''}`.trim();
    await this.#restore();
    if (trimmed) await this.#conversation.send(trimmed);
  }

  newConversation(): void {
    this.#conversation.startNew();
    this.#showState();
    if (this.isOpen()) this.#panel.focus();
  }

  /** Forgets this visitor: the conversations stay with the server, and nobody here can read them any more. */
  reset(): void {
    this.#conversation.startNew(true);
    this.#showState();
  }

  async identify(source: IdentitySource): Promise<void> {
    const { mode } = this.#config.identity;
    if (mode === 'off') {
      return this.#emit('identity:failed', {
        code: 'validation_failed',
        detail: 'The identity mode of this chatbot is off.',
      });
    }
    this.#identifying = this.#identification
      .identify(source, this.#page.ending.signal)
      .then((isSomebodyElse) => {
        if (isSomebodyElse) this.reset();
        this.#showState();
      });
    await this.#identifying;
    if (this.#conversation.failedFor(/^identity_/)) await this.#conversation.retry();
  }

  /** On a shared computer nobody else may read what was said. */
  logout(): void {
    this.#identification.forget();
    this.reset();
  }

  setContext(context: object): void {
    this.#context = { ...this.#context, ...context };
  }

  async setLocale(locale: string): Promise<void> {
    this.#strings = await loadStrings(pickLocale(locale), this.#config.strings);
    const wasOpen = this.isOpen();
    this.#conversation.leave();
    const old = this.#panel.element;
    this.#panel = this.#buildPanel(pickLocale(locale));
    old.remove();
    this.#conversation = this.#buildConversation();
    this.#isRestored = false;
    this.#setUnread(this.#unread);
    if (wasOpen) {
      this.#show(true);
      await this.#restore();
    }
  }

  connect(): void {
    this.#listening.abort();
    this.#listening = new AbortController();
    const { signal } = this.#listening;
    addEventListener('offline', () => this.#showState(), { signal });
    addEventListener('online', () => this.#onOnline(), { signal });
    if (this.isOpen()) this.#restore();
  }

  disconnect(): void {
    this.#listening.abort();
    this.#identification.stop();
    this.#conversation.leave();
    this.#isRestored = false;
  }

  readonly #emit = (name: string, detail: object = {}): void => {
    if (name === 'message:received' && !this.isOpen()) this.#setUnread(this.#unread + 1);
    this.#page.emit(name, { ...detail, context: this.#context });
  };

  #buildPanel(locale = this.#wishedLocale()): Panel {
    const panel = new Panel(
      this.#config,
      this.#strings,
      {
        send: (text) => this.#run(() => this.#conversation.send(text)),
        retry: () => this.#run(() => this.#conversation.retry()),
        startNew: () => this.newConversation(),
        close: () => this.close(),
        toggleSound: () => {
          const isMuted = !!memory('getItem', SOUND_MEMORY);
          memory(isMuted ? 'removeItem' : 'setItem', SOUND_MEMORY);
          return !isMuted;
        },
      },
      this.#isInline,
    );
    panel.element.lang = locale;
    panel.element.dir = locale === 'ar' ? 'rtl' : 'ltr';
    this.host.shadowRoot?.append(panel.element);
    return panel;
  }

  #wishedLocale(): string {
    return wishedLocale(this.#page);
  }

  #buildConversation(): Conversation {
    return new Conversation(this.#page.embed, this.#store, this.#panel, this.#identification, this.#emit);
  }

  #dressLauncher(): void {
    const { launcher } = this.#page;
    if (!launcher || this.#isInline) return;
    launcher.append(buildIcon(CHEVRON), this.#badge);
    launcher.setAttribute('aria-controls', 'panel');
    this.#setUnread(0);
  }

  #setUnread(count: number): void {
    const label = fill(this.#strings.launcher, { name: this.#config.chatbot.name });
    const unread = fill(this.#strings.unread, { label, count });
    this.#page.launcher?.setAttribute('aria-label', count ? unread : label);
    this.#badge.hidden = !count;
    this.#badge.textContent = `${count}`;
    if (count !== this.#unread) {
      this.#unread = count;
      this.#emit('unread', { count });
    }
  }

  #show(open: boolean): void {
    const { element } = this.#panel;
    element.hidden = !open && !this.#isInline;
    const isModal = open && !this.#isInline && matchMedia(SMALL_SCREEN).matches;
    element.setAttribute('aria-modal', `${isModal}`);
    this.#page.launcher?.setAttribute('aria-expanded', `${open}`);
  }

  async #restore(): Promise<void> {
    if (this.#isRestored) return;
    this.#isRestored = true;
    await this.#identifying;
    this.#run(() => this.#conversation.restore());
    this.#showState();
  }

  /** What keeps the visitor from writing, if anything does. */
  #showState(): void {
    const mustSignIn = this.#config.identity.mode === 'required' && !this.#identification.isKnown;
    if (mustSignIn) {
      this.#panel.showNotice('signIn', true);
      if (this.isOpen()) this.#emit('error', { code: 'identity_required' });
    } else if (!navigator.onLine) this.#panel.showNotice('offline');
    else this.#panel.hideNotice();
  }

  #onOnline(): void {
    this.#showState();
    if (this.#conversation.failedFor(/^(unreachable|stream_broken)$/))
      this.#run(() => this.#conversation.retry());
  }

  #onKey(event: KeyboardEvent): void {
    if (event.type === 'keydown' && event.key === 'Escape' && !event.isComposing) this.close();
    if (
      event.type === 'keydown' &&
      event.key === 'Tab' &&
      this.#panel.element.ariaModal === 'true' &&
      this.isOpen()
    )
      keepFocusInside(this.#panel.element, event);
    // To the page's own shortcuts the target is this element, not a text field: typing must not set them off.
    if (this.host.shadowRoot?.activeElement?.tagName === 'TEXTAREA') event.stopPropagation();
  }

  /** The edge of the widget: no rejection may reach the page. */
  #run(action: () => Promise<void>): void {
    action().catch((error: unknown) => console.warn(`Wicketgate: ${error}`));
  }
}

/** The language of the page's words: what the page says, what it is written in, the browser's, the deployment's. */
function wishedLocale({ options, config }: ChatPage): string {
  const wishes = `${options['locale'] ?? ''} ${document.documentElement.lang} ${navigator.language} ${config?.locale}`;
  return pickLocale(wishes);
}

/** Builds the chat of the page's element, closed unless it is inline. */
export async function createChat(
  page: ChatPage,
  host: HTMLElement,
  config: WidgetConfig,
): Promise<WicketChat> {
  const { ui } = config;
  ui.showCloseButton = flagOption(page.options['showClose'], ui.showCloseButton);
  ui.showNewConversationButton = flagOption(page.options['showNew'], ui.showNewConversationButton);
  config.launcher.sound = flagOption(page.options['sound'], config.launcher.sound);
  return new WicketChat(page, host, config, await loadStrings(wishedLocale(page), config.strings));
}
