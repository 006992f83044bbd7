import type { Embed } from './embed.ts';
import type { WidgetConfig } from './widget-config.ts';

/** What the loader hands to the chat element once its chunk is there. */
export type PanelContext = { embed: Embed; config: WidgetConfig; launcher: HTMLButtonElement };

/** The chat element as the loader sees it. */
export type PanelHost = HTMLElement & {
  /** Builds the closed panel; a second call changes nothing. */
  attach(context: PanelContext): void;
  toggle(): void;
};
