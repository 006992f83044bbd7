import { buildElement, buildIcon } from './build-element.ts';
import type { ChatPage } from './chat-context.ts';
import { memory } from './memory.ts';
import type { WidgetConfig } from './widget-config.ts';

const CROSS = 'M4 4 20 20M4 20 20 4';

/**
 * Shows engagement prompts beside the launcher, until the visitor dismisses them, which holds on later pages too. They
 * rest while pointed at or focused, and never change under reduced motion. Taking them out of the page stops them.
 */
export function showPrompts(
  root: ShadowRoot,
  { config, options, emit }: ChatPage,
  run: (command: string) => void,
): void {
  const { chatbot, launcher, labels } = config as WidgetConfig;
  const { messages, mode, intervalSeconds } = launcher.prompts;
  // `One|Two`, or an array; an empty text means none.
  const option = (options['prompts'] ?? messages) as string[] & { split?: string['split'] };
  const texts = option.split?.('|') ?? option;
  const decision = `${chatbot.id}:prompts`;
  if (!texts[0] || memory('getItem', decision)) return;
  let at = mode === 'random' ? (Math.random() * texts.length) | 0 : 0;
  const words = buildElement('button', { dir: 'auto' });
  const dismiss = buildElement('button', { 'aria-label': labels.dismiss }, buildIcon(CROSS));
  const element = buildElement('div', { part: 'prompt' }, words, dismiss);
  const tell = (event: string) => emit(`prompt:${event}`, { text: words.textContent });
  const turn = () => {
    if (!element.isConnected) return;
    if (!element.matches(':focus-within,:hover')) {
      words.textContent = texts[at++ % texts.length] as string;
      tell('shown');
    }
    if (mode === 'random' || !texts[1] || matchMedia('(prefers-reduced-motion)').matches) return;
    setTimeout(turn, intervalSeconds * 1000);
  };
  words.onclick = () => {
    tell('click');
    run('open');
  };
  dismiss.onclick = () => {
    element.remove();
    memory('setItem', decision);
    tell('dismiss');
  };
  root.append(element);
  turn();
}
