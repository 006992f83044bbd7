/**
 * Whether a caller prefers an event stream to JSON (RFC 9110 section 12.5.1): only when it names the type, since
 * whoever takes anything is best served with one plain document.
 */
export function wantsEventStream(accept: string | undefined): boolean {
  if (accept === undefined) return false;
  const stream = qualityOf(accept, 'text/event-stream');
  return stream > 0 && stream >= qualityOf(accept, 'application/json');
}

function qualityOf(accept: string, type: string): number {
  for (const entry of accept.toLowerCase().split(',')) {
    const [name, ...parameters] = entry.split(';').map((part) => part.trim());
    if (name !== type) continue;
    const weight = parameters.find((parameter) => parameter.startsWith('q='));
    const quality = weight === undefined ? 1 : Number(weight.slice(2));
    return Number.isFinite(quality) ? quality : 0;
  }
  return 0;
}
