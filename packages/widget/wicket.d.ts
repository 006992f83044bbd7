/** What a page sees of the widget: `window.Wicket`, `window.WicketSettings`, `<wicket-chat>` and the `wicket:*` events. */

/** A signed token (a JWT made by your server), or a user id with its hash. */
export type WicketIdentity =
  | { token: string }
  | { userId: string; userHash: string; name?: string; email?: string };

/** What `identify` takes. A function is called again whenever a fresh proof is needed. */
export type WicketIdentitySource =
  | string
  | WicketIdentity
  | (() => string | WicketIdentity | Promise<string | WicketIdentity>);

export interface WicketMessage {
  id: string;
  role: 'visitor' | 'bot';
  text: string;
  /** RFC 3339, UTC. */
  createdAt: string;
  clientMessageId?: string;
}

/** A refusal of the server (its code and request id), or `unreachable` with status 0. */
export interface WicketFailure {
  code: string;
  status?: number;
  detail?: string;
  requestId?: string | null;
}

/** The detail of each event; on the DOM they are called `wicket:<name>`, bubble and are composed. */
export interface WicketEvents {
  ready: null;
  open: object;
  close: object;
  unread: { count: number };
  'conversation:start': { conversationId: string };
  'conversation:end': { conversationId: string };
  'conversation:limit': { message: string };
  'message:sent': { message: WicketMessage };
  'message:received': { message: WicketMessage };
  'prompt:shown': { text: string };
  'prompt:click': { text: string };
  'prompt:dismiss': { text: string };
  'identity:verified': { userId: string; expiresAt: string | null };
  'identity:failed': WicketFailure;
  'identity:expiring': { expiresAt: string };
  error: WicketFailure;
}

export interface WicketDiagnosis {
  /** The widget's version. */
  widget: string;
  /** The browser's own description of itself. */
  browser: string;
  server: string;
  page: string;
  /** What the browser sends as `Origin`. */
  origin: string;
  /** What the server saw as `Origin`, which is what the gate judges; null where none arrived, or no answer came. */
  originSeen: string | null;
  key: { kind: 'key' | 'chatbotId'; preview: string };
  gate: { ok: boolean; status: number; code: string; detail: string; requestId: string | null };
  /** Positive: this clock is ahead of the server's. Null where the server's time cannot be read. */
  clockSkewSeconds: number | null;
  /** What the page's Content-Security-Policy refused, and the exact line to add. */
  csp: { directive: string; blocked: string; add: string }[];
  secureContext: boolean;
  storage: boolean;
}

export interface Wicket {
  /** Fulfilled when the chat stands in the page; never where the page is refused: listen for `error`. */
  readonly ready: Promise<Wicket>;
  /** @param wish a message to put into the composer */
  open(wish?: { message?: string }): Promise<void>;
  close(): Promise<void>;
  toggle(): Promise<void>;
  isOpen(): boolean;
  show(): Promise<void>;
  hide(): Promise<void>;
  send(text: string): Promise<void>;
  newConversation(): Promise<void>;
  /** Forgets the visitor of this browser. */
  reset(): Promise<void>;
  /** Kept until the panel is there; then presented with the first conversation, or at once to a known visitor. */
  identify(identity: WicketIdentitySource): Promise<void>;
  /** Signs the visitor out, in the other tabs of the browser as well. */
  logout(): Promise<void>;
  /** Facts of the page that go along with every event of the conversation. They are not sent to the server. */
  setContext(context: object): Promise<void>;
  /** @param locale a language tag (BCP 47) */
  setLocale(locale: string): Promise<void>;
  on<Name extends keyof WicketEvents>(name: Name, handler: (detail: WicketEvents[Name]) => void): void;
  once<Name extends keyof WicketEvents>(name: Name, handler: (detail: WicketEvents[Name]) => void): void;
  off<Name extends keyof WicketEvents>(name: Name, handler: (detail: WicketEvents[Name]) => void): void;
  /** Removes the widget from the page without a trace. */
  destroy(): Promise<void>;
  diagnose(): Promise<WicketDiagnosis>;
  /** `['open', { message: 'Hi' }]`; before the loader is there an array takes the same. */
  push(command: [name: string, argument?: unknown, handler?: unknown]): unknown;
}

/** The same names as the data attributes of the script, in camel case. */
export interface WicketSettings {
  key?: string;
  chatbotId?: string;
  locale?: string;
  position?: 'left' | 'right';
  buttonSize?: number;
  bottomMargin?: number;
  showClose?: boolean;
  showNew?: boolean;
  sound?: boolean;
  colorScheme?: 'auto' | 'light' | 'dark';
  prompts?: string[] | string;
  /** The accent colour, `#rrggbb`. */
  theme?: string;
  open?: boolean;
  hideLauncher?: boolean;
  /** False: nothing is asked for until the page calls `Wicket.show()` or `Wicket.open()`. */
  auto?: boolean;
}
