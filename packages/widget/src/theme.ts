import { inkOn } from './contrast.ts';
import { readableOn } from './readable-on.ts';
import type { WidgetTheme } from './widget-config.ts';

/** The two sets of colours: paper, ink, softer ink, lines, and what went wrong; and what the bot's messages stand on. */
const LIGHT =
  '--paper:#fff;--ink:#1b2320;--soft:#5b6762;--line:#e3e8e5;--alert:#fdf1ee;--alert-ink:#8c2b14;color-scheme:light';
const DARK =
  '--paper:#181c1a;--ink:#e8edea;--soft:#a3aea9;--line:#3a4340;--alert:#3a211b;--alert-ink:#ffb9a6;color-scheme:dark';
const LIGHT_BOT = '#f1f4f2';
const DARK_BOT = '#262c29';

/**
 * The colours of the panel as style sheet text. The accent may be any colour: what is written on it is black or white, and
 * where it is written with, it is moved towards the ink until it can be read (WCAG AA).
 *
 * @param accent `#rrggbb`
 */
export function themeRules(
  colorScheme: WidgetTheme['colorScheme'],
  accent: string,
  radiusPx: number,
): string {
  const light = rule(LIGHT, accent, LIGHT_BOT);
  const dark = rule(DARK, accent, DARK_BOT);
  const radius = `:host{--radius:var(--wicket-radius,${radiusPx}px)}`;
  if (colorScheme === 'dark') return radius + dark;
  if (colorScheme === 'light') return radius + light;
  return `${radius}${light}@media(prefers-color-scheme:dark){${dark}}`;
}

function rule(colours: string, accent: string, paper: string): string {
  return `:host{${colours};--bot:${paper};--accent:var(--wicket-accent,${accent});--on-accent:var(--wicket-on-accent,${inkOn(accent)});--accent-text:${readableOn(paper, accent)}}`;
}
