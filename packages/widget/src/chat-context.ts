import type { accentOf } from './accent-of.ts';
import type { buildElement, buildIcon } from './build-element.ts';
import type { inkOn } from './contrast.ts';
import type { Embed } from './embed.ts';
import type { memory } from './memory.ts';
import type { flagOption, Options } from './read-options.ts';
import type { warn } from './warn.ts';
import type { WidgetConfig } from './widget-config.ts';

/** `window.Wicket` as the loader makes it; wicket.d.ts says what pages may rely on. */
export type WicketApi = Record<string, (...arguments_: never[]) => unknown>;

declare global {
  interface Window {
    /** The API, or what the page has pushed into an array before the loader came. */
    Wicket?: WicketApi | undefined;
  }
}

/** What the loader has brought anyway, so that the panel's chunk need not. By position: a name would be downloaded, too. */
export type LoaderParts = readonly [
  typeof accentOf,
  typeof buildElement,
  typeof buildIcon,
  typeof flagOption,
  typeof inkOn,
  typeof memory,
  typeof warn,
];

/** What the loader and the panel's chunk share: the loader fills it, the chunk takes it from there. */
export type ChatPage = {
  parts: LoaderParts;
  embed: Embed;
  options: Options;
  /** The languages that the page and the browser ask for: tags (BCP 47) separated by spaces, the most important first. */
  wishes: string;
  /** Ends every listener of the loader. */
  ending: AbortController;
  /** Commands that did not need the panel at once, in their order: argument, name. No array, whose `push` pages break. */
  waiting: Map<unknown, string>;
  config?: WidgetConfig;
  /** The page's own `<wicket-chat>`, else ours. */
  chatHost?: HTMLElement;
  ownHost?: HTMLElement;
  /** From the first command on that brings it. */
  arriving?: Promise<ChatChunk>;
  chat?: Chat;
  /** Asks the gate, once. */
  begin(): Promise<void>;
  /** Sends `wicket:<name>` to the page. */
  emit(name: string, detail?: object): void;
};

/** The chat as the loader sees it. */
export type Chat = { isOpen(): boolean; connect(): void; disconnect(): void };

/** What the panel's chunk exports: one function that carries out a command of `window.Wicket`. */
export type ChatChunk = { run(page: ChatPage, command: string, argument: unknown): unknown };
