import type { ChatbotTable, DeploymentTable } from '../store/schema.ts';

const PLACEHOLDER = 'YOUR_KEY';

/** What brings the widget onto a page, or the first call of a custom client. */
export interface SnippetText {
  readonly html: string | null;
  readonly keyIncluded: boolean;
  readonly keylessHtml: string | null;
  readonly curl: string | null;
  /** The snippet whose address never changes and which brings the current key (row B12). */
  readonly managed: string | null;
  readonly managedUnavailable: 'custom_deployment' | 'deployment_revoked' | 'key_not_revealable' | null;
}

/**
 * The snippet with a placeholder for the key.
 *
 * @param keyIsReadable whether the deployment has a key that stays and whose text is kept
 */
export function presentSnippet(
  publicUrl: string,
  chatbot: ChatbotTable,
  deployment: DeploymentTable,
  keyIsReadable: boolean,
): SnippetText {
  if (deployment.type === 'custom') {
    const address = `${publicUrl}/widget/conversations`.replaceAll("'", '%27');
    const curl = `curl -X POST '${address}' -H "Authorization: Bearer $${PLACEHOLDER}"`;
    const managedUnavailable = 'custom_deployment';
    return { html: null, keyIncluded: false, keylessHtml: null, curl, managed: null, managedUnavailable };
  }
  const tag = (file: string, more = '') =>
    `<script async src="${escapeAttribute(`${publicUrl}/${file}`)}"${more}></script>`;
  const script = (attribute: string, value: string) =>
    tag('widget.js', ` ${attribute}="${escapeAttribute(value)}"`);
  const managedUnavailable =
    deployment.revoked_at !== null ? 'deployment_revoked' : keyIsReadable ? null : 'key_not_revealable';
  return {
    html: script('data-key', PLACEHOLDER),
    keyIncluded: false,
    keylessHtml: judgesKeyless(chatbot, deployment) ? script('data-chatbot-id', chatbot.id) : null,
    curl: null,
    managed: managedUnavailable === null ? tag(`widget/${deployment.id}.js`) : null,
    managedUnavailable,
  };
}

/**
 * The snippet ready to paste. A secret key is never put into one.
 *
 * @param keyText the plaintext, undefined where it is not known any more
 */
export function withKey(snippet: SnippetText, keyText: string | undefined): SnippetText {
  if (snippet.html === null || keyText === undefined) return snippet;
  const html = snippet.html.replace(`data-key="${PLACEHOLDER}"`, `data-key="${keyText}"`);
  return { ...snippet, html, keyIncluded: true };
}

/** Whether a call with the chatbot's id alone could be let in by this deployment. */
function judgesKeyless(
  chatbot: ChatbotTable,
  { type, environment, restriction, revoked_at }: DeploymentTable,
) {
  if (chatbot.keyless_embedding !== 1 || revoked_at !== null) return false;
  const { kind } = JSON.parse(restriction) as { kind: string };
  return type === 'website' && environment === 'live' && kind === 'websites';
}

/** HTML Standard, 13.1.2.3: what ends or is read inside a double-quoted attribute value. */
function escapeAttribute(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('"', '&quot;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;');
}
