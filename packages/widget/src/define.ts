import { attempt } from './attempt.ts';

/**
 * Defines `<wicket-chat>`: one that is inserted or moved later becomes the chat, too; one that is taken away comes to
 * rest. Where the page lets nobody define elements the chat goes without that.
 *
 * @param disconnect told of every element that left the page
 */
export function defineWicketChat(disconnect: (host: HTMLElement) => void): void {
  attempt(
    () =>
      customElements.get('wicket-chat') ??
      customElements.define(
        'wicket-chat',
        class extends HTMLElement {
          connectedCallback() {
            attempt(() => window.Wicket?.['connect']?.());
          }
          disconnectedCallback() {
            disconnect(this);
          }
        },
      ),
  );
}
