import { buildElement } from './build-element.ts';

export type NoticeContent = {
  text: string;
  reference: string | null;
  action: { label: string; run: () => void } | null;
};

/** The strip above the composer that says what went wrong, and offers the way on. */
export class Notice {
  readonly element = buildElement('div', { class: 'notice', part: 'notice', role: 'alert' });

  show({ text, reference, action }: NoticeContent): void {
    const words = buildElement('p', { dir: 'auto' }, text);
    if (reference) words.append(buildElement('small', {}, reference));
    this.element.replaceChildren(words);
    if (!action) return;
    const button = buildElement('button', { type: 'button', class: 'action' }, action.label);
    button.addEventListener('click', action.run);
    this.element.append(button);
  }

  hide(): void {
    this.element.replaceChildren();
  }
}
