import { buildIcon } from './build-element.ts';
import { css as composerCss } from './composer.css';
import { Conversation } from './conversation.ts';
import { css as logCss } from './message-log.css';
import { css as panelCss } from './panel.css';
import { Panel } from './panel.ts';
import type { PanelContext, PanelHost } from './panel-context.ts';
import { visitorStore } from './visitor-store.ts';

const CHEVRON = 'M6 9.5l6 6 6-6';

/**
 * `<wicket-chat>`: the chat in an open shadow root. Importing this file defines nothing; see `define.ts`.
 * The loader has already given the host a shadow root with the launcher in it.
 */
export class WicketChat extends HTMLElement implements PanelHost {
  #panel: Panel | null = null;
  #conversation: Conversation | null = null;
  #launcher: HTMLButtonElement | null = null;
  #restored = false;

  attach({ embed, config, launcher }: PanelContext): void {
    if (this.#panel) return;
    const root = this.shadowRoot ?? this.attachShadow({ mode: 'open' });
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(logCss + composerCss + panelCss);
    // Before the launcher's sheet, whose rules for this one installation must win.
    root.adoptedStyleSheets = [sheet, ...root.adoptedStyleSheets];
    const panel = new Panel(config, {
      send: (text) => this.#run(() => this.#conversation?.send(text)),
      retry: () => this.#run(() => this.#conversation?.retry()),
      startNew: () => this.#startNew(),
      close: () => this.close(),
    });
    const store = visitorStore(config.chatbot.id, () => window.localStorage);
    this.#conversation = new Conversation(embed, store, panel);
    this.#panel = panel;
    this.#launcher = launcher;
    root.append(panel.element);
    launcher.append(buildIcon(CHEVRON));
    launcher.setAttribute('aria-controls', panel.element.id);
    for (const type of ['keydown', 'keypress', 'keyup'] as const)
      this.addEventListener(type, (key) => this.#onKey(key));
  }

  connectedCallback(): void {
    if (this.isOpen) this.#restore(); // moved within the page while open
  }

  disconnectedCallback(): void {
    this.#conversation?.leave();
    this.#restored = false;
  }

  get isOpen(): boolean {
    return this.#panel?.element.hidden === false;
  }

  toggle(): void {
    if (this.isOpen) this.close();
    else this.open();
  }

  open(): void {
    if (!this.#panel) return;
    this.#show(true);
    this.#panel.focus();
    if (!this.#restored) this.#restore();
  }

  close(): void {
    if (!this.isOpen) return;
    this.#show(false);
    this.#launcher?.focus();
  }

  #show(open: boolean): void {
    if (this.#panel) this.#panel.element.hidden = !open;
    this.#launcher?.setAttribute('aria-expanded', String(open));
  }

  #restore(): void {
    this.#restored = true;
    this.#run(() => this.#conversation?.restore());
  }

  #startNew(): void {
    this.#conversation?.startNew();
    this.#panel?.focus();
  }

  #onKey(event: KeyboardEvent): void {
    if (event.type === 'keydown' && event.key === 'Escape' && !event.isComposing) this.close();
    // To the page's own shortcuts the target is this element, not a text field: typing must not set them off.
    if (event.composedPath()[0] instanceof HTMLTextAreaElement) event.stopPropagation();
  }

  /** The edge of the widget: no rejection may reach the page. */
  #run(action: () => Promise<void> | undefined): void {
    action()?.catch((error: unknown) => console.warn(`Wicketgate: ${error}`));
  }
}
