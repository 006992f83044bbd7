import { buildElement } from './build-element.ts';
import type { Message } from './messages.ts';
import { panelStrings } from './strings.ts';

/** The list of messages, and the reply being written below it. */
export class MessageLog {
  readonly element: HTMLElement;
  readonly #list: HTMLElement;
  /** Outside the log: a screen reader hears the finished message, not each token. */
  readonly #writing: HTMLElement;
  readonly #outgoing = new Map<string, HTMLElement>();
  readonly #botName: string;

  constructor(botName: string) {
    this.#botName = botName;
    this.#list = buildElement('div', {
      class: 'list',
      role: 'log',
      'aria-label': panelStrings.log,
      'aria-relevant': 'additions',
    });
    this.#writing = buildElement('div', { class: 'message bot', 'aria-hidden': 'true', hidden: '' });
    this.element = buildElement(
      'div',
      { class: 'log', part: 'log', tabindex: '0' },
      this.#list,
      this.#writing,
    );
  }

  clear(): void {
    this.#list.replaceChildren();
    this.#outgoing.clear();
    this.stopWriting();
  }

  add(message: Pick<Message, 'role' | 'text'>): HTMLElement {
    const role = message.role === 'bot' ? 'bot' : 'visitor';
    const speaker = role === 'bot' ? panelStrings.botSaid(this.#botName) : panelStrings.you;
    const element = buildElement(
      'div',
      { class: `message ${role}`, part: `message ${role}-message` },
      buildElement('span', { class: 'spoken' }, `${speaker} `),
      message.text,
    );
    this.#list.append(element);
    this.scrollToEnd();
    return element;
  }

  /** @param clientMessageId keeps a message that is sent again from showing twice */
  addOutgoing(text: string, clientMessageId: string): void {
    const element = this.#outgoing.get(clientMessageId) ?? this.add({ role: 'visitor', text });
    this.#outgoing.set(clientMessageId, element);
    this.write('');
  }

  remember(clientMessageId: string, element: HTMLElement): void {
    this.#outgoing.set(clientMessageId, element);
  }

  mark(clientMessageId: string, state: 'sending' | 'sent' | 'failed'): void {
    const classes = this.#outgoing.get(clientMessageId)?.classList;
    classes?.toggle('sending', state === 'sending');
    classes?.toggle('failed', state === 'failed');
  }

  /** @param text the reply so far; empty while there is none, which shows as three dots */
  write(text: string): void {
    const atEnd = this.#isAtEnd();
    this.#writing.hidden = false;
    if (text) this.#writing.textContent = text;
    else this.#writing.replaceChildren(buildElement('span', { class: 'dots' }, dot(), dot(), dot()));
    if (atEnd || !text) this.scrollToEnd();
  }

  stopWriting(): void {
    this.#writing.hidden = true;
    this.#writing.replaceChildren();
  }

  #isAtEnd(): boolean {
    const { scrollHeight, scrollTop, clientHeight } = this.element;
    return scrollHeight - scrollTop - clientHeight < 48;
  }

  scrollToEnd(): void {
    this.element.scrollTop = this.element.scrollHeight;
  }
}

const dot = () => buildElement('i');
