import { accentOf } from './accent-of.ts';
import { css as composerCss } from './composer.css';
import { css as logCss } from './message-log.css';
import { css as panelCss } from './panel.css';
import type { Options } from './read-options.ts';
import { themeRules } from './theme.ts';
import type { WidgetConfig } from './widget-config.ts';

/** Adds the panel's style sheet to the one that the loader brought. */
export function stylePanel(host: HTMLElement, { theme }: WidgetConfig, options: Options): void {
  const root = host.shadowRoot as ShadowRoot;
  // A colour that the page sets by custom property is corrected as well, as long as it is written as #rrggbb.
  const pageAccent = getComputedStyle(host).getPropertyValue('--wicket-accent').trim();
  const accent = accentOf(pageAccent || (options['theme'] ?? theme.accentColor));
  const scheme = (options['colorScheme'] ?? theme.colorScheme) as typeof theme.colorScheme;
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(
    `:host{}${panelCss}${logCss}${composerCss}${themeRules(scheme, accent, +(theme.radius ?? 18))}`,
  );
  // A family list is text of the deployment's owner: CSSOM takes it as one value or not at all.
  if (theme.fontFamily) (sheet.cssRules[0] as CSSStyleRule).style.setProperty('--font', theme.fontFamily);
  root.adoptedStyleSheets[1] = sheet;
}
