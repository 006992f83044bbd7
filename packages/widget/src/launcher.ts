import { buildElement, buildIcon } from './build-element.ts';
import { css } from './launcher.css';
import { launcherStrings } from './strings.ts';
import type { WidgetConfig } from './widget-config.ts';

const SPEECH =
  'M12 4c4.7 0 8.5 3.2 8.5 7.200s-3.8 7.2-8.5 7.200q-1.5 0-2.8-.4L4.6 20l1-3.900q-2.1-2-2.1-4.900C3.5 7.2 7.3 4 12 4z';

export type Launcher = { host: HTMLElement; button: HTMLButtonElement };

/** Builds the bubble in a shadow root of its own. The host becomes the chat when the panel's chunk defines it. */
export function buildLauncher({ chatbot, launcher }: WidgetConfig): Launcher {
  const host = document.createElement('wicket-chat');
  const root = host.attachShadow({ mode: 'open' });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css + geometry(launcher));
  root.adoptedStyleSheets = [sheet];
  const button = buildElement(
    'button',
    {
      part: 'launcher',
      class: 'launcher',
      'aria-label': launcherStrings.launcher(chatbot.name),
      'aria-haspopup': 'dialog',
      'aria-expanded': 'false',
    },
    buildIcon(SPEECH),
  );
  root.append(button);
  return { host, button };
}

/** Numbers and one of two words: nothing that a server sends gets into a style sheet as text. */
function geometry({ size, position, bottomMargin }: WidgetConfig['launcher']): string {
  const side = position === 'left' ? 'left' : 'right';
  return `:host{--size:${+size}px;--margin:${+bottomMargin}px}.launcher,.panel{${side}:calc(var(--side) + env(safe-area-inset-${side}))}`;
}
