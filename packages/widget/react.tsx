import type { WicketEvents, WicketIdentitySource, WicketSettings } from './wicket.d.ts';

/** The three functions of React (or of Preact's compatibility layer) that the component needs. */
export interface ReactLike<Node> {
  createElement(type: string, props: object): Node;
  useEffect(effect: () => (() => void) | undefined, dependencies: readonly unknown[]): void;
  useRef<Value>(initial: Value): { current: Value };
}

export interface WicketChatProps extends Omit<WicketSettings, 'key'> {
  /** The address of `widget.js`, or of the managed snippet. */
  src: string;
  /** The deployment's publishable key. (`key` is React's own.) */
  deploymentKey?: string;
  /** `inline` fills the surrounding element, `bubble` floats. */
  mode?: 'inline' | 'bubble';
  identity?: WicketIdentitySource | null;
  /** Called with the name and the detail of every event. */
  onEvent?: <Name extends keyof WicketEvents>(name: Name, detail: WicketEvents[Name]) => void;
}

const EVENTS: (keyof WicketEvents)[] = [
  'ready',
  'open',
  'close',
  'unread',
  'conversation:start',
  'conversation:end',
  'conversation:limit',
  'message:sent',
  'message:received',
  'prompt:shown',
  'prompt:click',
  'prompt:dismiss',
  'identity:verified',
  'identity:failed',
  'identity:expiring',
  'error',
];

/** How many stand in the page: a script that arrives when the last one is gone has come for nothing. */
let mounted = 0;

/** What the page pushes to before the loader is there, and the API after. */
type Page = { Wicket?: { push(command: unknown[]): unknown; destroy?(): void }; WicketSettings?: object };

/**
 * Makes the component from the page's own React, so that this file depends on none:
 * `const WicketChat = createWicketChat(React)`. The loader is included with the first one; taking the component away
 * removes the chat without a trace.
 */
export function createWicketChat<Node>({ createElement, useEffect, useRef }: ReactLike<Node>) {
  return function WicketChat(props: WicketChatProps): Node {
    const { src, deploymentKey, mode = 'bubble', identity, onEvent, ...settings } = props;
    const latest = useRef(onEvent);
    const wasKnown = useRef(false);
    latest.current = onEvent;
    useEffect(() => {
      const page = window as unknown as Page;
      const script = document.createElement('script');
      const leave = listen((name, detail) => latest.current?.(name, detail));
      const own = deploymentKey === undefined ? settings : { ...settings, key: deploymentKey };
      page.WicketSettings = own;
      mounted += 1;
      script.src = src;
      script.onload = () => {
        if (mounted === 0) page.Wicket?.destroy?.();
      };
      document.head.append(script);
      return () => {
        mounted -= 1;
        leave();
        script.remove();
        if (page.WicketSettings === own) delete page.WicketSettings;
        page.Wicket?.destroy?.();
      };
    }, [src, deploymentKey, mode]);
    useEffect(() => {
      const page = window as unknown as Page;
      page.Wicket ??= [];
      if (identity) page.Wicket.push(['identify', identity]);
      else if (wasKnown.current) page.Wicket.push(['logout']);
      wasKnown.current = !!identity;
      return undefined;
    }, [identity, src, deploymentKey, mode]);
    return createElement('wicket-chat', { mode });
  };
}

function listen(tell: (name: keyof WicketEvents, detail: never) => void): () => void {
  const stops = EVENTS.map((name) => {
    const listener = (event: Event) => tell(name, (event as CustomEvent).detail as never);
    document.addEventListener(`wicket:${name}`, listener);
    return () => document.removeEventListener(`wicket:${name}`, listener);
  });
  return () => {
    for (const stop of stops) stop();
  };
}
