import { callApi, type Result, readJson } from './call-api.ts';
import type { Embed } from './embed.ts';
import type { WidgetConfig } from './widget-config.ts';

/**
 * Asks the gate whether this page gets a widget, and which.
 *
 * @param pageOrigin `location.origin`; browsers omit `Origin` on same-origin GETs (Fetch, section 3.2), and without it
 * the gate must refuse, hence the POST
 */
export async function fetchConfig(embed: Embed, pageOrigin: string): Promise<Result<WidgetConfig>> {
  const method = new URL(embed.base).origin === pageOrigin ? 'POST' : 'GET';
  return readJson(await callApi(embed, 'widget/config', { method }));
}
