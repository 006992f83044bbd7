import { buildElement } from './build-element.ts';
import { fill } from './catalogue.ts';
import type { Say, Strings } from './locales/en.ts';
import type { Message } from './messages.ts';
import { renderMarkdown } from './render-markdown.ts';

/** The list of messages, and the reply being written below it. */
export type MessageLog = {
  element: HTMLElement;
  clear(): void;
  /**
   * Shows a message, once for each `clientMessageId`: one that is sent again must not show twice.
   *
   * @param live `off` for what was said on earlier pages: it is there to be read, and a screen reader does not begin with it
   */
  add(message: Pick<Message, 'role' | 'text' | 'clientMessageId'>, live?: 'off' | 'polite'): void;
  mark(clientMessageId: string, state: 'sending' | 'sent' | 'failed'): void;
  /** @param text the reply so far; empty while there is none, which shows as three dots */
  write(text: string): void;
  stopWriting(): void;
  scrollToEnd(): void;
};

export function messageLog(botName: string, strings: Strings, say: Say): MessageLog {
  const list = buildElement('div', { role: 'log' });
  // Outside the log: a screen reader hears the finished message, not each token. And drawn anew with each of them, a link
  // in it would lose the focus.
  const writing = buildElement('div', { class: 'message bot', inert: '', hidden: '' });
  // A scroll container takes the focus, so that it can be scrolled by keys.
  const element = buildElement(
    'div',
    { class: 'log', part: 'log', tabindex: '0', role: 'group' },
    list,
    writing,
  );
  const sent = new Map<string, HTMLElement>();
  /** Draws what was said, message by message. */
  const said = new Set<() => void>();
  /** Waits for the next frame; null: nothing does. */
  let written: string | null = null;

  const scrollToEnd = () => {
    element.scrollTop = element.scrollHeight;
  };
  const stopWriting = () => {
    written = null;
    writing.hidden = true;
    writing.replaceChildren();
  };

  function add(
    { role, text, clientMessageId }: Parameters<MessageLog['add']>[0],
    live: Parameters<MessageLog['add']>[1] = 'polite',
  ): void {
    if (clientMessageId && sent.has(clientMessageId)) return;
    list.ariaLive = live;
    const isBot = role === 'bot';
    const message = buildElement('div', { class: `message ${role}`, part: `message ${role}-message` });
    const drawMessage = () => {
      const speaker = isBot ? fill(strings.botSaid, { name: botName }) : strings.you;
      message.replaceChildren(
        buildElement('span', { class: 'spoken' }, `${speaker} `),
        isBot ? renderMarkdown(text, strings.opensInNewTab) : buildElement('div', { dir: 'auto' }, text),
      );
    };
    said.add(drawMessage);
    drawMessage();
    list.append(message);
    if (clientMessageId) sent.set(clientMessageId, message);
    scrollToEnd();
  }

  function draw(): void {
    if (written === null) return;
    const text = written;
    const { scrollHeight, scrollTop, clientHeight } = element;
    stopWriting();
    writing.hidden = false;
    writing.append(
      text
        ? renderMarkdown(text, strings.opensInNewTab)
        : buildElement(
            'span',
            { class: 'dots' },
            buildElement('i', {}),
            buildElement('i', {}),
            buildElement('i', {}),
          ),
    );
    // Whoever has scrolled up to read is left there.
    if (!text || scrollHeight - scrollTop - clientHeight < 48) scrollToEnd();
  }

  say(() => {
    element.ariaLabel = list.ariaLabel = strings.log;
    // What was heard is not read out once more.
    list.ariaLive = 'off';
    said.forEach((drawMessage) => {
      drawMessage();
    });
  });

  return {
    element,
    add,
    stopWriting,
    scrollToEnd,
    clear() {
      list.replaceChildren();
      sent.clear();
      said.clear();
      stopWriting();
    },
    mark(clientMessageId, state) {
      const classes = sent.get(clientMessageId)?.classList;
      classes?.toggle('sending', state === 'sending');
      classes?.toggle('failed', state === 'failed');
    },
    write(text) {
      // Many deltas may come between two frames: the last one is drawn.
      if (written === null) requestAnimationFrame(draw);
      written = text;
    },
  };
}
