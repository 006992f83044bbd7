/**
 * Defines `<wicket-chat>`: one that is inserted or moved later becomes the chat, too; one that is taken away comes to
 * rest.
 *
 * @param disconnect told of every element that left the page
 */
export function defineWicketChat(disconnect: (host: HTMLElement) => void): void {
  if (customElements.get('wicket-chat')) return;
  customElements.define(
    'wicket-chat',
    class extends HTMLElement {
      connectedCallback() {
        window.Wicket?.['connect']?.();
      }
      disconnectedCallback() {
        disconnect(this);
      }
    },
  );
}
