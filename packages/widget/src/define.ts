import { WicketChat } from './element.ts';

if (!customElements.get('wicket-chat')) customElements.define('wicket-chat', WicketChat);
