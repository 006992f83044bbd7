import { buildElement, buildIcon } from './build-element.ts';
import type { Failure } from './call-api.ts';
import { Composer } from './composer.ts';
import type { ConversationView } from './conversation.ts';
import { describeFailure } from './describe-failure.ts';
import { MessageLog } from './message-log.ts';
import type { Message, Outgoing } from './messages.ts';
import { Notice } from './notice.ts';
import { panelStrings } from './strings.ts';
import { webAddress } from './web-address.ts';
import type { WidgetConfig } from './widget-config.ts';

const CROSS = 'M6 6l12 12M18 6L6 18';
const PENCIL = 'M4 20h4L19.5 8.500l-4-4L4 16zM13.5 6.500l4 4';

/** What the visitor may do here. */
export type PanelActions = { send(text: string): void; retry(): void; startNew(): void; close(): void };

/** The dialog: header, messages, notice, composer, links. */
export class Panel implements ConversationView {
  readonly element: HTMLElement;
  readonly #config: WidgetConfig;
  readonly #actions: PanelActions;
  readonly #log: MessageLog;
  readonly #notice = new Notice();
  readonly #composer: Composer;

  constructor(config: WidgetConfig, actions: PanelActions) {
    this.#config = config;
    this.#actions = actions;
    this.#log = new MessageLog(config.chatbot.name);
    this.#composer = new Composer((text) => actions.send(text));
    this.element = buildElement(
      'section',
      {
        class: config.ui.showCloseButton ? 'panel' : 'panel keeps-launcher',
        part: 'panel',
        id: 'panel',
        role: 'dialog',
        'aria-labelledby': 'title',
        hidden: '',
      },
      this.#header(),
      this.#log.element,
      this.#notice.element,
      this.#composer.element,
      ...this.#links(),
    );
    this.clear();
  }

  focus(): void {
    this.#composer.focus();
  }

  clear(): void {
    this.#log.clear();
    this.#notice.hide();
    this.#composer.setLocked(false);
    const { welcomeMessage } = this.#config.chatbot;
    if (welcomeMessage) this.#log.add({ role: 'bot', text: welcomeMessage });
  }

  showHistory(messages: readonly Message[]): void {
    for (const message of messages) {
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
    const { text, reference, final } = describeFailure(failure);
    this.#log.stopWriting();
    this.#log.mark(clientMessageId, 'failed');
    this.#composer.setLocked(final);
    const retry = { label: panelStrings.retry, run: () => this.#actions.retry() };
    this.#notice.show({ text, reference, action: final ? this.#wayOn() : retry });
    this.#log.scrollToEnd();
    if (reference) console.warn(`Wicketgate: ${failure.status} ${reference}: ${failure.detail}`);
  }

  showHistoryLost(): void {
    this.#notice.show({ text: panelStrings.historyLost, reference: null, action: null });
  }

  setBusy(busy: boolean): void {
    this.#composer.setBusy(busy);
  }

  #wayOn() {
    if (!this.#config.ui.showNewConversationButton) return null;
    return { label: panelStrings.newConversation, run: () => this.#actions.startNew() };
  }

  #header(): HTMLElement {
    const { chatbot, ui } = this.#config;
    const header = buildElement(
      'header',
      { part: 'header' },
      avatar(chatbot),
      buildElement('h2', { id: 'title' }, chatbot.name),
    );
    if (ui.showNewConversationButton) {
      header.append(iconButton(panelStrings.newConversation, PENCIL, () => this.#actions.startNew()));
    }
    if (ui.showCloseButton) header.append(iconButton(panelStrings.close, CROSS, () => this.#actions.close()));
    return header;
  }

  #links(): HTMLElement[] {
    const { privacyPolicyUrl, termsOfServiceUrl } = this.#config.ui;
    const links = [
      link(panelStrings.privacyPolicy, privacyPolicyUrl),
      link(panelStrings.termsOfService, termsOfServiceUrl),
    ];
    const shown = links.filter((found) => found !== null);
    return shown.length ? [buildElement('footer', { part: 'footer' }, ...shown)] : [];
  }
}

function avatar({ name, avatarUrl }: WidgetConfig['chatbot']): HTMLElement {
  const monogram = buildElement(
    'span',
    { class: 'avatar', 'aria-hidden': 'true' },
    [...name.trim()][0] ?? '',
  );
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

function link(label: string, url: string | null): HTMLElement | null {
  const href = webAddress(url);
  if (!href) return null;
  const hint = buildElement('span', { class: 'spoken' }, ` ${panelStrings.opensInNewTab}`);
  return buildElement('a', { href, target: '_blank', rel: 'noopener noreferrer' }, label, hint);
}
