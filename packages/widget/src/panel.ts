import { memory, SOUND_MEMORY } from './attempt.ts';
import { buildElement, buildIcon } from './build-element.ts';
import { Composer } from './composer.ts';
import type { ConversationView } from './conversation.ts';
import { describeFailure } from './describe-failure.ts';
import type { Failure } from './failure.ts';
import type { Strings } from './locales/en.ts';
import { MessageLog } from './message-log.ts';
import type { Message, Outgoing } from './messages.ts';
import { Notice } from './notice.ts';
import { buildLink } from './render-markdown.ts';
import { webAddress } from './safe-link.ts';
import type { WidgetConfig } from './widget-config.ts';

const CROSS = 'M6 6l12 12M18 6L6 18';
const PENCIL = 'M4 20h4L19.5 8.5l-4-4L4 16zM13.5 6.5l4 4';
const SPEAKER = 'M4 10v4h4l5 4V6l-5 4zM16.5 9q2 3 0 6';

/** What the visitor may do here. */
export type PanelActions = {
  send(text: string): void;
  retry(): void;
  startNew(): void;
  close(): void;
  /** @returns whether the sound is off now */
  toggleSound(): boolean;
};

/** The dialog: header, messages, notice, composer, links. */
export class Panel implements ConversationView {
  readonly element: HTMLElement;
  readonly #config: WidgetConfig;
  readonly #strings: Strings;
  readonly #actions: PanelActions;
  readonly #log: MessageLog;
  readonly #notice = new Notice();
  readonly #composer: Composer;

  /** @param isInline fills its element, and is never closed */
  constructor(config: WidgetConfig, strings: Strings, actions: PanelActions, isInline: boolean) {
    this.#config = config;
    this.#strings = strings;
    this.#actions = actions;
    this.#log = new MessageLog(config.chatbot.name, strings);
    this.#composer = new Composer(strings, (text) => actions.send(text));
    this.element = buildElement('section', {
      class: isInline ? 'panel inline' : config.ui.showCloseButton ? 'panel' : 'panel keeps-launcher',
      part: 'panel',
      id: 'panel',
      role: isInline ? 'region' : 'dialog',
      'aria-labelledby': 'title',
      tabindex: '-1',
    });
    this.element.hidden = !isInline;
    this.element.append(
      this.#header(isInline),
      this.#log.element,
      this.#notice.element,
      this.#composer.element,
    );
    const links = this.#links();
    if (links.firstChild) this.element.append(links);
    this.clear();
  }

  focus(): void {
    this.#composer.focus();
  }

  /** Puts words into the composer. */
  fill(text: string): void {
    this.#composer.fill(text);
  }

  clear(): void {
    this.#log.clear();
    this.hideNotice();
    const { welcomeMessage } = this.#config.chatbot;
    if (welcomeMessage) this.#log.add({ role: 'bot', text: welcomeMessage });
  }

  showHistory(messages: readonly Message[]): void {
    for (let i = 0; i < messages.length; i++) {
      const message = messages[i] as Message;
      const element = this.#log.add(message);
      if (message.clientMessageId) this.#log.remember(message.clientMessageId, element);
    }
  }

  showOutgoing({ text, clientMessageId }: Outgoing): void {
    this.#notice.hide();
    this.#log.addOutgoing(text, clientMessageId);
    this.#log.mark(clientMessageId, 'sending');
  }

  showAccepted({ clientMessageId }: Outgoing): void {
    this.#log.mark(clientMessageId, 'sent');
  }

  showWriting(text: string): void {
    this.#log.write(text);
  }

  showReply(message: Message): void {
    this.#log.stopWriting();
    this.#log.add(message);
  }

  showFailure(failure: Failure, { clientMessageId }: Outgoing): void {
    const { text, reference, final } = describeFailure(failure, this.#strings);
    this.#log.stopWriting();
    this.#log.mark(clientMessageId, 'failed');
    this.#composer.setLocked(final);
    const retry = { label: this.#strings.retry, run: () => this.#actions.retry() };
    this.#notice.show({ text, reference, action: final ? this.#wayOn() : retry });
    this.#log.scrollToEnd();
    if (reference) console.warn(`Wicketgate: ${failure.status} ${reference}: ${failure.detail}`);
  }

  showHistoryLost(): void {
    this.showNotice('historyLost');
  }

  /** @param isLocked nothing can be written until the notice goes */
  showNotice(name: 'historyLost' | 'offline' | 'signIn', isLocked = false): void {
    this.#composer.setLocked(isLocked);
    this.#notice.show({ text: this.#strings[name], reference: null, action: null });
  }

  hideNotice(): void {
    this.#notice.hide();
    this.#composer.setLocked(false);
  }

  setBusy(busy: boolean): void {
    this.#composer.setBusy(busy);
  }

  #wayOn() {
    if (!this.#config.ui.showNewConversationButton) return null;
    return { label: this.#strings.newConversation, run: () => this.#actions.startNew() };
  }

  #header(isInline: boolean): HTMLElement {
    const { chatbot, ui, launcher } = this.#config;
    const { newConversation, close } = this.#strings;
    const header = buildElement(
      'header',
      { part: 'header' },
      avatar(chatbot),
      buildElement('h2', { id: 'title', dir: 'auto' }, chatbot.name),
    );
    if (launcher.sound) header.append(this.#soundButton());
    if (ui.showNewConversationButton) {
      header.append(iconButton(newConversation, PENCIL, () => this.#actions.startNew()));
    }
    if (ui.showCloseButton && !isInline) header.append(iconButton(close, CROSS, () => this.#actions.close()));
    return header;
  }

  #soundButton(): HTMLElement {
    const button = iconButton('', SPEAKER, () => show(this.#actions.toggleSound()));
    const show = (isMuted: boolean) => {
      const label = isMuted ? this.#strings.unmute : this.#strings.mute;
      button.setAttribute('aria-label', label);
      button.title = label;
      button.classList.toggle('muted', isMuted);
    };
    show(!!memory('getItem', SOUND_MEMORY));
    return button;
  }

  #links(): HTMLElement {
    const { privacyPolicyUrl, termsOfServiceUrl } = this.#config.ui;
    const footer = buildElement('footer', { part: 'footer' });
    const add = (label: string, url: string | null) => {
      const href = webAddress(url);
      if (!href) return;
      const link = buildLink(href, this.#strings.opensInNewTab);
      link.prepend(label);
      footer.append(link);
    };
    add(this.#strings.privacyPolicy, privacyPolicyUrl);
    add(this.#strings.termsOfService, termsOfServiceUrl);
    return footer;
  }
}

function avatar({ name, avatarUrl }: WidgetConfig['chatbot']): HTMLElement {
  const first = String.fromCodePoint(name.trim().codePointAt(0) ?? 32);
  const monogram = buildElement('span', { class: 'avatar', 'aria-hidden': 'true' }, first);
  const src = webAddress(avatarUrl);
  if (src) {
    const picture = buildElement('img', { alt: '', src, referrerpolicy: 'no-referrer' });
    picture.addEventListener('error', () => picture.remove());
    monogram.append(picture);
  }
  return monogram;
}

function iconButton(label: string, path: string, run: () => void): HTMLElement {
  const button = buildElement(
    'button',
    { type: 'button', class: 'tool', 'aria-label': label, title: label },
    buildIcon(path),
  );
  button.addEventListener('click', run);
  return button;
}
