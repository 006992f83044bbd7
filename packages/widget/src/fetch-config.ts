import type { ChatPage } from './chat-context.ts';
import type { Failure } from './failure.ts';
import type { WidgetConfig } from './widget-config.ts';

/** Asks the gate whether this page gets a widget, and which. What has no labels is no config, and says why there is none. */
export async function fetchConfig({
  embed: { base, key, chatbotId },
  wishes,
}: ChatPage): Promise<Failure & WidgetConfig> {
  let answer = { code: 'unreachable', status: 0 } as Failure & WidgetConfig;
  try {
    // A POST, since browsers omit `Origin` on same-origin GETs (Fetch, section 3.2) and without it the gate must refuse;
    // the key in the query, since a header of ours would cost a preflight on every page. Neither a key nor a language tag
    // has anything in it that an address would need escaped.
    const response = await fetch(
      `${base}widget/config?${key ? `key=${key}` : `chatbotId=${chatbotId}`}&locale=${wishes}`,
      { method: 'POST' },
    );
    answer = { code: `http_${response.status}`, status: response.status } as typeof answer;
    answer = { ...answer, ...(await response.json()) };
  } catch (error) {
    // Where a policy of the page forbids the call, the browser's own line beside this one names it.
    answer.detail = `${error}`;
  }
  return answer;
}
