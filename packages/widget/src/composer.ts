import { buildElement, buildIcon } from './build-element.ts';
import { isComposing } from './is-composing.ts';
import type { Say, Strings } from './locales/en.ts';

const ARROW = 'M12 19V5M6 11l6-6 6 6';

/** The longest text that the API takes, in characters: half of one, which a plain cut may leave, it refuses. */
const FITTING = /^.{0,4000}/su;

/** The field a message is written in, and its send button. */
export type Composer = {
  element: HTMLElement;
  focus(): void;
  /** Puts words into the field for the visitor to send. */
  fill(text: string): void;
  /** While busy one may write, but not send. */
  setBusy(busy: boolean): void;
  /** Locked for good, until the conversation changes. */
  setLocked(locked: boolean): void;
};

/** @param onSend gets the trimmed text, never an empty one, never while busy */
export function composer(strings: Strings, say: Say, onSend: (text: string) => void): Composer {
  const field = buildElement('textarea', {
    rows: '1',
    maxlength: '4000',
    enterkeyhint: 'send',
  });
  const send = buildElement('button', { class: 'send' }, buildIcon(ARROW));
  const element = buildElement('div', { class: 'composer', part: 'composer' }, field, send);
  let isBusy = false;

  // aria-disabled keeps the focus where it is, and the button in the tab order.
  const update = () => {
    // Words have their own direction; an empty field that was asked for its own would be left to right in every language.
    field.dir = field.value && 'auto';
    send.setAttribute('aria-disabled', `${!field.value.trim() || isBusy || field.readOnly}`);
  };
  // Not by a form: in a frame whose sandbox lacks `allow-forms` browsers submit none, and say nothing of it to the page.
  send.onclick = () => {
    const text = field.value.trim();
    if (text && !isBusy && !field.readOnly) {
      field.value = '';
      onSend(text);
      update();
    }
  };
  field.oninput = update;
  field.onkeydown = (event) => {
    if (event.key !== 'Enter' || event.shiftKey || isComposing(event)) return;
    event.preventDefault();
    send.click();
  };
  update();
  say(() => {
    field.ariaLabel = strings.composer;
    field.placeholder = strings.placeholder;
    send.ariaLabel = strings.send;
  });

  return {
    element,
    focus: () => field.focus(),
    fill(text) {
      field.value = (FITTING.exec(text) as RegExpExecArray)[0];
      update();
    },
    setBusy(busy) {
      isBusy = busy;
      update();
    },
    setLocked(locked) {
      // A disabled field would lose the focus, and with it Escape and the place on the page.
      field.readOnly = locked;
      update();
    },
  };
}
