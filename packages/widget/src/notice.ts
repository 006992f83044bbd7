import { buildElement } from './build-element.ts';

/** The way on that a notice offers. */
export type NoticeAction = { label: string; run: () => void };

/** The strip above the composer that says what went wrong, and offers the way on. */
export type Notice = {
  element: HTMLElement;
  /** @param reference for whoever the visitor tells about it */
  show(text: string, reference?: string | null, action?: NoticeAction | false): void;
  hide(): void;
};

export function notice(): Notice {
  const element = buildElement('div', { class: 'notice', part: 'notice', role: 'alert' });
  const hide = () => element.replaceChildren();
  return {
    element,
    hide,
    show(text, reference, action) {
      hide();
      const words = buildElement('p', { dir: 'auto' }, text);
      if (reference) words.append(buildElement('small', {}, reference));
      element.append(words);
      if (action) {
        const button = buildElement('button', { class: 'action' }, action.label);
        button.onclick = action.run;
        element.append(button);
      }
    },
  };
}
