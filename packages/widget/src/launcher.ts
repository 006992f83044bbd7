import { accentOf } from './accent-of.ts';
import { buildElement, buildIcon } from './build-element.ts';
import type { ChatPage } from './chat-context.ts';
import { inkOn } from './contrast.ts';
import { css } from './launcher.css';
import { flagOption } from './read-options.ts';
import type { WidgetConfig } from './widget-config.ts';

const SPEECH = 'M4 5h16v11h-9l-4 4v-4H4z';

/**
 * Styles the element of the chat. Size, side, margin and colour may be overridden by the page, within limits; only
 * numbers, one of two words and a checked colour get into the style sheet.
 */
export function styleHost(root: ShadowRoot, { config, options }: ChatPage): void {
  const { launcher, theme } = config as WidgetConfig;
  const side = (options['position'] ?? launcher.position) === 'left' ? 'left' : 'right';
  const color = accentOf(options['theme'] ?? theme.accentColor);
  const size = +(options['buttonSize'] as number) || launcher.size;
  const margin = +(options['bottomMargin'] as number) || launcher.bottomMargin;
  const sheet = new CSSStyleSheet();
  // `all: initial !important` inside a shadow root beats whatever the page says about our host (CSS Cascade 4, 6.1). Out of
  // the flow it takes no room where the page lays out its root element as a grid or a flex box.
  sheet.replaceSync(
    `:host{all:initial!important;position:absolute!important;--size:clamp(40px,${size}px,140px);--bottom:calc(max(${margin}px,10px) + env(safe-area-inset-bottom))}button{width:var(--size);height:var(--size);background:var(--wicket-accent,${color});color:var(--wicket-on-accent,${inkOn(color)})}[part]{${side}:calc(16px + env(safe-area-inset-${side}))}${css}`,
  );
  // By index, since `push` and the iterator of arrays are the page's to break.
  root.adoptedStyleSheets[0] = sheet;
}

/**
 * Its name came with the config, in the page's language: the catalogue comes only with the panel.
 *
 * @param run carries out a command of the panel; an empty one prepares it
 */
export function paintLauncher(root: ShadowRoot, page: ChatPage, run: (command: string) => void): void {
  const launcher = buildElement(
    'button',
    {
      part: 'launcher',
      'aria-label': (page.config as WidgetConfig).labels.launcher,
      'aria-expanded': 'false',
    },
    buildIcon(SPEECH),
  );
  launcher.hidden = flagOption(page.options['hideLauncher']);
  launcher.onpointerenter = launcher.onfocus = () => run('');
  launcher.onclick = () => run('toggle');
  root.append(launcher);
}
