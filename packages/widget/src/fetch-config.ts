import type { ChatPage } from './chat-context.ts';
import type { Failure } from './failure.ts';
import { warn } from './warn.ts';
import type { WidgetConfig } from './widget-config.ts';

/**
 * Asks the gate whether this page gets a widget, and which. Where it gets none, says so in one line of the console: what
 * happened, and what the page's owner has to change.
 */
export async function fetchConfig({ embed, emit, wishes }: ChatPage): Promise<WidgetConfig | undefined> {
  const { base, key, chatbotId } = embed;
  let answer: WidgetConfig & Failure;
  try {
    // A POST, since browsers omit `Origin` on same-origin GETs (Fetch, section 3.2) and without it the gate must refuse;
    // the key in the query, since a header of ours would cost a preflight on every page.
    const query = new URLSearchParams(key ? { key, locale: wishes } : { chatbotId, locale: wishes });
    const response = await fetch(`${base}widget/config?${query}`, { method: 'POST' });
    answer = await response.json();
    if (response.ok) return answer;
  } catch (error) {
    answer = {
      status: 0,
      code: 'unreachable',
      // Where a policy of the page forbids the call, the browser's own line beside this one names it.
      detail: `${error}`,
    } as typeof answer;
  }
  warn(`no chat on ${self.origin}. ${answer.status} ${answer.code}: ${answer.detail} (${answer.requestId})`);
  emit('error', answer);
  return undefined;
}
