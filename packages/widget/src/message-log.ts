import { buildElement } from './build-element.ts';
import { fill } from './catalogue.ts';
import type { Strings } from './locales/en.ts';
import type { Message } from './messages.ts';
import { renderMarkdown } from './render-markdown.ts';

/** The list of messages, and the reply being written below it. */
export class MessageLog {
  readonly element: HTMLElement;
  readonly #list: HTMLElement;
  /** Outside the log: a screen reader hears the finished message, not each token. */
  readonly #writing: HTMLElement;
  readonly #outgoing = new Map<string, HTMLElement>();
  readonly #botName: string;
  readonly #strings: Strings;
  #written: string | null = null;

  constructor(botName: string, strings: Strings) {
    this.#botName = botName;
    this.#strings = strings;
    this.#list = buildElement('div', {
      class: 'list',
      role: 'log',
      'aria-label': strings.log,
      'aria-relevant': 'additions',
    });
    this.#writing = buildElement('div', { class: 'message bot', 'aria-hidden': 'true', hidden: '' });
    // A scroll container takes the focus, so that it can be scrolled by keys.
    this.element = buildElement(
      'div',
      { class: 'log', part: 'log', tabindex: '0', role: 'group', 'aria-label': strings.log },
      this.#list,
      this.#writing,
    );
  }

  clear(): void {
    this.#list.replaceChildren();
    this.#outgoing.clear();
    this.stopWriting();
  }

  add({ role, text }: Pick<Message, 'role' | 'text'>): HTMLElement {
    const isBot = role === 'bot';
    const speaker = isBot ? fill(this.#strings.botSaid, { name: this.#botName }) : this.#strings.you;
    const element = buildElement(
      'div',
      {
        class: isBot ? 'message bot' : 'message visitor',
        part: isBot ? 'message bot-message' : 'message visitor-message',
      },
      buildElement('span', { class: 'spoken' }, `${speaker} `),
      isBot ? renderMarkdown(text, this.#strings.opensInNewTab) : buildElement('div', { dir: 'auto' }, text),
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
    const isDue = this.#written === null;
    this.#written = text;
    // Many deltas may come between two frames: the last one is drawn.
    if (isDue) requestAnimationFrame(() => this.#drawWriting());
  }

  stopWriting(): void {
    this.#written = null;
    this.#writing.hidden = true;
    this.#writing.replaceChildren();
  }

  #drawWriting(): void {
    const text = this.#written;
    if (text === null) return;
    this.#written = null;
    const atEnd = this.#isAtEnd();
    this.#writing.hidden = false;
    this.#writing.replaceChildren(
      text
        ? renderMarkdown(text, this.#strings.opensInNewTab)
        : buildElement('span', { class: 'dots' }, dot(), dot(), dot()),
    );
    if (atEnd || !text) this.scrollToEnd();
  }

  #isAtEnd(): boolean {
    const { scrollHeight, scrollTop, clientHeight } = this.element;
    return scrollHeight - scrollTop - clientHeight < 48;
  }

  scrollToEnd(): void {
    this.element.scrollTop = this.element.scrollHeight;
  }
}

const dot = () => buildElement('i', {});
