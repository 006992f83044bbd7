import { buildElement, buildIcon } from './build-element.ts';
import type { Strings } from './locales/en.ts';

const ARROW = 'M12 19V5M6 11l6-6 6 6';

/** The longest text that the API takes. */
const MAX_LENGTH = 4000;

/** The field a message is written in, and its send button. */
export class Composer {
  readonly element: HTMLFormElement;
  readonly #field: HTMLTextAreaElement;
  readonly #send: HTMLButtonElement;
  #busy = false;

  /** @param onSend gets the trimmed text, never an empty one, never while busy */
  constructor(strings: Strings, onSend: (text: string) => void) {
    this.#field = buildElement('textarea', {
      rows: '1',
      dir: 'auto',
      maxlength: String(MAX_LENGTH),
      'aria-label': strings.composer,
      placeholder: strings.placeholder,
      enterkeyhint: 'send',
    });
    this.#send = buildElement(
      'button',
      { type: 'submit', class: 'send', 'aria-label': strings.send },
      buildIcon(ARROW),
    );
    this.element = buildElement('form', { class: 'composer', part: 'composer' }, this.#field, this.#send);
    this.element.addEventListener('submit', (event) => {
      event.preventDefault();
      const text = this.#field.value.trim();
      if (!text || this.#busy) return;
      this.#field.value = '';
      onSend(text);
      this.#update();
    });
    this.#field.addEventListener('input', () => this.#update());
    this.#field.addEventListener('keydown', (event) => {
      // Enter that ends an input method's composition belongs to the input method.
      if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
      event.preventDefault();
      this.element.requestSubmit();
    });
    this.#update();
  }

  focus(): void {
    this.#field.focus();
  }

  /** Puts words into the field for the visitor to send. */
  fill(text: string): void {
    this.#field.value = text.slice(0, MAX_LENGTH);
    this.#update();
  }

  /** While busy one may write, but not send. */
  setBusy(busy: boolean): void {
    this.#busy = busy;
    this.#update();
  }

  /** Locked for good, until the conversation changes. */
  setLocked(locked: boolean): void {
    this.#field.disabled = locked;
    this.#update();
  }

  #update(): void {
    const ready = this.#field.value.trim() && !this.#busy && !this.#field.disabled;
    // aria-disabled keeps the focus where it is, and the button in the tab order.
    this.#send.setAttribute('aria-disabled', String(!ready));
  }
}
