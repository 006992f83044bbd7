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

/**
 * Makes the component from the page's own React, so that this file depends on none:
 * `const WicketChat = createWicketChat(React)`. The loader is included with the first one; taking the component away
 * removes the chat without a trace.
 */
export function createWicketChat<Node>({ createElement, useEffect, useRef }: ReactLike<Node>) {
  return function WicketChat(props: WicketChatProps): Node {
    const { src, deploymentKey, mode = 'bubble', identity, onEvent, ...settings } = props;
    const latest = useRef(onEvent);
    latest.current = onEvent;
    useEffect(() => {
      const script = document.createElement('script');
      const leave = listen((name, detail) => latest.current?.(name, detail));
      Object.assign(window, { WicketSettings: { ...settings, key: deploymentKey } });
      script.src = src;
      document.head.append(script);
      return () => {
        leave();
        script.remove();
        Object.assign(window, { WicketSettings: undefined });
        (window as { Wicket?: { destroy?(): void } }).Wicket?.destroy?.();
      };
    }, [src, deploymentKey, mode]);
    useEffect(() => {
      const page = window as unknown as { Wicket?: { push(command: unknown[]): unknown } };
      page.Wicket ??= [];
      page.Wicket.push(identity ? ['identify', identity] : ['setContext', {}]);
      return undefined;
    }, [identity]);
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
