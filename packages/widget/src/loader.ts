import { type Embed, findEmbed } from './embed.ts';
import { fetchConfig } from './fetch-config.ts';
import { buildLauncher, type Launcher } from './launcher.ts';
import type { PanelContext, PanelHost } from './panel-context.ts';
import { refusalLine } from './refusal-line.ts';
import type { WidgetConfig } from './widget-config.ts';

/** Shared by every copy of the loader that the page may include. */
const LOADED = Symbol.for('wicketgate.loaded');

start(window as { [LOADED]?: boolean });

function start(shared: { [LOADED]?: boolean }): void {
  if (shared[LOADED]) return;
  shared[LOADED] = true;
  // Found at once: currentScript is gone after the first await.
  const embed = findEmbed(document);
  if (embed) load(embed).catch((error) => warn(`no chat. ${error}`));
  else warn('no chat: the script element has neither data-key nor data-chatbot-id.');
}

async function load(embed: Embed): Promise<void> {
  const answer = await fetchConfig(embed, location.origin);
  if (answer.ok) await paint(embed, answer.value);
  else warn(refusalLine(answer.failure, embed.base, location.origin));
}

async function paint(embed: Embed, config: WidgetConfig): Promise<void> {
  const launcher = buildLauncher(config);
  openOnDemand(launcher, { embed, config, launcher: launcher.button });
  await bodyParsed();
  document.body.append(launcher.host);
}

/** Brings the panel at the first sign of interest, so that a page whose visitors never chat never pays for it. */
function openOnDemand({ host, button }: Launcher, context: PanelContext): void {
  let panel: Promise<PanelHost> | null = null;
  let attempts = 0;
  const bring = () => {
    panel ??= importPanel(host as PanelHost, context, attempts++);
    return panel;
  };
  const again = () => {
    panel = null;
  };
  for (const intent of ['pointerenter', 'touchstart', 'focus']) {
    // A failure here is silent: the click tries again, and tells.
    button.addEventListener(intent, () => bring().catch(again), { passive: true });
  }
  button.addEventListener('click', () => {
    bring()
      .then((element) => element.toggle())
      .catch((error) => {
        again();
        warn(`the chat cannot open. ${error}`);
      });
  });
}

/**
 * @param attempt browsers may remember that a module failed to load; another address makes them ask again
 */
async function importPanel(host: PanelHost, context: PanelContext, attempt: number): Promise<PanelHost> {
  await import(`${context.embed.base}${PANEL_CHUNK}${attempt ? `?${attempt}` : ''}`);
  host.attach(context); // the chunk has upgraded the host
  return host;
}

async function bodyParsed(): Promise<void> {
  if (!document.body) await new Promise((resolve) => addEventListener('DOMContentLoaded', resolve));
}

function warn(line: string): void {
  console.warn(`Wicketgate: ${line}`);
}
