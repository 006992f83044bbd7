import type { Wicket, WicketEvents, WicketSettings } from './wicket.d.ts';

export type * from './wicket.d.ts';

declare global {
  interface Window {
    Wicket: Wicket;
    WicketSettings?: WicketSettings;
  }
  interface HTMLElementTagNameMap {
    /** `mode="inline"` fills its container, `mode="bubble"` floats. */
    'wicket-chat': HTMLElement;
  }
  interface DocumentEventMap extends WicketDomEvents {}
}

type WicketDomEvents = { [Name in keyof WicketEvents as `wicket:${Name}`]: CustomEvent<WicketEvents[Name]> };
